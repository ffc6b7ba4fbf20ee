import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';

import type { Signals } from './signals.ts';

/**
 * Spans and metrics of HTTP and SQL. Fastify has no instrumentation of its own here: it would make a
 * span for each hook of each plugin. Its routes come from `nameRequest`.
 */
export function createInstrumentations({ scrapePort }: Signals) {
  return [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: ({ socket }) =>
        scrapePort !== undefined && socket.localPort === scrapePort,
      // Addresses can carry tokens. `nameRequest` adds the path where it has none.
      startIncomingSpanHook: () => ({ 'url.path': undefined, 'url.query': undefined }),
    }),
    // Without a parent it is the queue that looks for jobs, many times a minute.
    new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
  ];
}
