import { once } from 'node:events';
import http from 'node:http';
import { gunzipSync } from 'node:zlib';
import { eventsIn } from './envelopes.ts';
import { type MetricPoint, type OtlpSpan, pointsIn, spansIn } from './otlp.ts';

/** What was sent to one path of the collector. */
export interface Delivery {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** Takes in whatever is posted to it: OTLP over HTTP, and reports of an error tracker. */
export interface Collector extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** All deliveries to paths that end so, unpacked. */
  deliveries(pathEnd: string): readonly Delivery[];
  /** What came over OTLP as `http/json`. */
  spans(): readonly OtlpSpan[];
  metrics(): readonly MetricPoint[];
  /** Reports of errors, sent as to Sentry, each as it was written. */
  errorReports(): readonly string[];
}

export async function startCollector(): Promise<Collector> {
  const taken: Delivery[] = [];
  const server = http.createServer((incoming, answer) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const bytes = Buffer.concat(chunks);
      taken.push({
        path: (incoming.url ?? '').split('?')[0] ?? '',
        type: incoming.headers['content-type'] ?? '',
        body: incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes,
      });
      answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const deliveries = (pathEnd: string): Delivery[] =>
    taken.filter(({ path }) => path.endsWith(pathEnd));
  const texts = (pathEnd: string): string[] =>
    deliveries(pathEnd).map(({ body }) => body.toString());
  return {
    url: `http://127.0.0.1:${port}`,
    deliveries,
    spans: () => spansIn(texts('/v1/traces')),
    metrics: () => pointsIn(texts('/v1/metrics')),
    errorReports: () => eventsIn(deliveries('/envelope/').map(({ body }) => body)),
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
