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
  const isOn = (signal: 'TRACES' | 'METRICS') =>
    env['OTEL_SDK_DISABLED'] !== 'true' &&
    env[`OTEL_${signal}_EXPORTER`] !== 'none' &&
    Boolean(config.OTEL_EXPORTER_OTLP_ENDPOINT ?? env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`]);

  const traces = isOn('TRACES');
  const metrics = isOn('METRICS');
  const scrapePort = role === 'api' ? config.METRICS_PORT : config.WORKER_METRICS_PORT;
  return { traces, metrics, scrapePort, any: traces || metrics || scrapePort !== undefined };
}
