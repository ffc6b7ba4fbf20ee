import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

import { onTestFinished } from 'vitest';

export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
}

interface TraceRequest {
  resourceSpans: { scopeSpans: { spans: CollectedSpan[] }[] }[];
}

/** What OTLP numbers so. */
export const spanKinds = { server: 2, client: 3, consumer: 5 };

/**
 * Takes in what a process tells over OTLP as JSON, and reports of errors, for the time of the test.
 * One that is stuck accepts all of it and never answers.
 */
export async function startCollector({ isStuck = false } = {}) {
  const received: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const isPacked = request.headers['content-encoding'] === 'gzip';
    const answer = async () => {
      const body = await text(isPacked ? request.pipe(createGunzip()) : request);
      received.push({ path: request.url ?? '', body });
      if (!isStuck) response.setHeader('content-type', 'application/json').end('{}');
    };
    answer().catch((error: unknown) => void response.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const bodies = (path: string) =>
    received.filter((each) => each.path.includes(path)).map(({ body }) => body);

  return {
    /** Settings with which a process tells everything to this collector. */
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      SENTRY_DSN: `http://key@${host}/1`,
    },
    spans: () =>
      bodies('/v1/traces')
        .map((body) => JSON.parse(body) as TraceRequest)
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    metrics: () => bodies('/v1/metrics').join('\n'),
    /** Reports of errors; each is an envelope of lines, of which the last is the report. */
    reports: () => bodies('/envelope/').filter((body) => body.includes('"type":"event"')),
    everything: () => received.map(({ body }) => body).join('\n'),
  };
}
