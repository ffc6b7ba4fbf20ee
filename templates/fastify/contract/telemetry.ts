import { networkInterfaces } from 'node:os';

import type { Settings } from '@plinth/conformance/contract/driver';
import type { Metrics, Span, SystemHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';
import type { MetricPoint, OtlpSpan } from '@plinth/conformance/kit/otlp';

export interface Telemetry {
  /** Variables of the service. */
  readonly env: Readonly<Record<string, string>>;
  readonly host: Pick<SystemHost, 'spans' | 'metrics' | 'publicMetrics' | 'errorReports'>;
}

/** Takes in what a system tells of itself, where a behaviour wishes that it does. */
export async function openTelemetry(
  kit: Kit,
  settings: Settings,
  publicUrl: string,
): Promise<Telemetry> {
  const isOn = settings.telemetry === true;
  const collector = await kit.collector();
  const [api, worker] = [await kit.freePort(), await kit.freePort()];
  const { host } = new URL(collector.url);
  const scrape = async (address: string) => kit.scrape(`${address}/metrics`);

  return {
    env: {
      ...(isOn
        ? {
            OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
            OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
            OTEL_METRIC_EXPORT_INTERVAL: '500',
            METRICS_PORT: String(api),
            WORKER_METRICS_PORT: String(worker),
          }
        : {}),
      ...(settings.errorTracker === true ? { SENTRY_DSN: `http://key@${host}/1` } : {}),
    },
    host: {
      spans: async () => collector.spans().map(toSpan),
      async metrics() {
        const scraped = await Promise.all(
          [api, worker].map((port) => scrape(`http://127.0.0.1:${port}`)),
        );
        return [
          toMetrics('push', collector.metrics()),
          toMetrics(
            'scrape',
            scraped.flatMap((points) => points ?? []),
          ),
        ];
      },
      async publicMetrics() {
        const addresses = otherAddresses().flatMap((address) =>
          [api, worker].map((port) => `http://${address}:${port}`),
        );
        const found = await Promise.all(
          [publicUrl, ...addresses].map(async (address) => (await scrape(address)) && address),
        );
        return found.filter((address) => address !== undefined);
      },
      errorReports: async () => collector.errorReports(),
    },
  };
}

/** Those of this machine at which nothing may listen that is meant for 127.0.0.1 alone. */
function otherAddresses(): string[] {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
  return ['127.0.0.2', ...outside];
}

function toSpan({ traceId, id, parentId, name, kind, attributes, text }: OtlpSpan): Span {
  const about =
    kind === 'server'
      ? 'request'
      : kind === 'consumer'
        ? 'job'
        : 'db.system.name' in attributes
          ? 'database'
          : 'other';
  return { traceId, id, parentId, name, about, text };
}

function toMetrics(way: Metrics['way'], points: readonly MetricPoint[]): Metrics {
  const of = (name: string) => points.filter((point) => point.name === name);
  const connections = (state?: string) =>
    of('db_client_connection_count')
      .filter(({ labels }) => !state || labels['db_client_connection_state'] === state)
      .reduce((sum, { value }) => sum + value, 0);
  return {
    way,
    requests: of('http_server_request_duration').map(({ labels, count = 0, value }) => ({
      route: labels['http_route'] ?? '',
      status: labels['http_response_status_code'] ?? '',
      count,
      seconds: value,
    })),
    jobs: of('messaging_process_duration').map(({ labels, count = 0, value }) => ({
      outcome: labels['job_outcome'] === 'done' ? 'ok' : 'failed',
      count,
      seconds: value,
    })),
    pool:
      of('db_client_connection_count').length === 0
        ? undefined
        : { used: connections('used'), open: connections() },
  };
}
