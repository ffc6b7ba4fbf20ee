import type { Config } from '../config.ts';

/** The process that speaks. */
export type Role = 'api' | 'worker';

export interface Signals {
  /** Spans are pushed to a collector. */
  traces: boolean;
  /** Metrics are pushed to a collector. */
  metrics: boolean;
  /** Port on which metrics are scraped. */
  scrapePort: number | undefined;
  any: boolean;
}

/** What is switched on, by the settings and by the standard variables of OpenTelemetry. */
export function findSignals(role: Role, config: Config, env: NodeJS.ProcessEnv): Signals {
  const isEnabled = env['OTEL_SDK_DISABLED'] !== 'true';
  const isPushed = (signal: 'TRACES' | 'METRICS') =>
    isEnabled &&
    env[`OTEL_${signal}_EXPORTER`] !== 'none' &&
    Boolean(config.OTEL_EXPORTER_OTLP_ENDPOINT ?? env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]);

  const traces = isPushed('TRACES');
  const metrics = isPushed('METRICS');
  const port = role === 'api' ? config.METRICS_PORT : config.WORKER_METRICS_PORT;
  const scrapePort = isEnabled ? port : undefined;
  return { traces, metrics, scrapePort, any: traces || metrics || scrapePort !== undefined };
}
