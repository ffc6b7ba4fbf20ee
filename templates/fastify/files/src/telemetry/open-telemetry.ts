import { metrics } from '@opentelemetry/api';
import { AggregationType } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import { atMost } from '../shared/at-most.ts';
import { logExportFailures } from './export-failures.ts';
import { createInstrumentations } from './instrumentations.ts';
import { createJobMetrics, watchPool } from './metrics.ts';
import type { Role, Signals } from './signals.ts';
import type { Telemetry } from './telemetry.ts';
import { createTraceExporter } from './trace-exporter.ts';
import { nameRequest, recordError, runInSpan, traceId, traceparent } from './tracing.ts';
import { defaultVariables, standardVariables } from './variables.ts';

/** Traces and metrics of HTTP, SQL and jobs. The standard variables (OTEL_*) rule. */
export function startOpenTelemetry(
  role: Role,
  config: Config,
  signals: Signals,
  log: Logger,
): Telemetry {
  const env = { ...defaultVariables(role, config), ...givenVariables() };
  Object.assign(process.env, env, standardVariables(config, signals));
  logExportFailures(log);

  const sdk = new NodeSDK({
    instrumentations: createInstrumentations(signals),
    ...(signals.traces ? { traceExporter: createTraceExporter() } : { spanProcessors: [] }),
    // It mixes up the pools of one process; `watchPool` tells them exactly.
    views: [
      {
        meterName: '@opentelemetry/instrumentation-pg',
        instrumentName: 'db.client.connection.*',
        aggregation: { type: AggregationType.DROP },
      },
    ],
  });
  sdk.start();

  const meter = metrics.getMeter('service');
  const recordJob = createJobMetrics(meter);
  return {
    traceparent,
    traceId,
    nameRequest,
    runJob: (run, work) => runInSpan(run, recordJob, work),
    watchPool: (use) => watchPool(meter, use),
    reportError: recordError,
    stop: (patienceMs) => atMost(patienceMs, sdk.shutdown()),
  };
}

/** An empty variable counts as one that is not set. */
function givenVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => name.startsWith('OTEL_') && value !== ''),
  );
}
