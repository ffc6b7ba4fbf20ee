/** A trace export in OTLP/JSON, as the exporters of the API and the worker send it. */

export interface SampleSpan {
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind?: number;
  /** Milliseconds after the trace began. */
  from: number;
  to: number;
  attributes?: Record<string, string | number>;
  error?: string;
}

const beginning = 1_795_000_000_000n;
export const server = 2;
export const client = 3;
export const consumer = 5;

export function traceExport(traceId: string, service: string, spans: SampleSpan[]) {
  return {
    resourceSpans: [
      {
        resource: {
          attributes: attributes({ 'service.name': service }),
          droppedAttributesCount: 0,
        },
        scopeSpans: [
          { scope: { name: 'sample' }, spans: spans.map((span) => encode(traceId, span)) },
        ],
      },
    ],
  };
}

function encode(traceId: string, { from, to, error, ...span }: SampleSpan) {
  return {
    traceId,
    ...span,
    kind: span.kind ?? 1,
    startTimeUnixNano: nanoseconds(from),
    endTimeUnixNano: nanoseconds(to),
    attributes: attributes(span.attributes ?? {}),
    events: error
      ? [{ name: 'exception', attributes: attributes({ 'exception.message': error }) }]
      : [],
    status: error ? { code: 2 } : { code: 0 },
    links: [],
  };
}

function nanoseconds(milliseconds: number): string {
  return String(beginning * 1_000_000n + BigInt(Math.round(milliseconds * 1e6)));
}

function attributes(values: Record<string, string | number>) {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }));
}

/** An export that was asked for: the request with its SQL in the API, the job in the worker. */
export function exportTrace(traceId: string) {
  const request = {
    'http.request.method': 'POST',
    'http.route': '/v1/exports',
    'http.response.status_code': 202,
  };
  const sql = { 'db.system.name': 'postgresql' };
  return [
    traceExport(traceId, 'notes-api-api', [
      {
        spanId: 'a000000000000001',
        name: 'POST',
        kind: server,
        from: 0,
        to: 20,
        attributes: request,
      },
      {
        spanId: 'a000000000000002',
        parentSpanId: 'a000000000000001',
        name: 'pg.query:INSERT exports',
        kind: client,
        from: 5,
        to: 10,
        attributes: { ...sql, 'db.query.text': 'insert into "exports" values ($1)' },
      },
    ]),
    traceExport(traceId, 'notes-api-worker', [
      {
        spanId: 'b000000000000001',
        parentSpanId: 'a000000000000001',
        name: 'process make-export',
        kind: consumer,
        from: 30,
        to: 40,
      },
      {
        spanId: 'b000000000000002',
        parentSpanId: 'b000000000000001',
        name: 'pg.query:UPDATE exports',
        kind: client,
        from: 32,
        to: 35,
        attributes: sql,
        error: 'deadlock detected',
      },
    ]),
  ];
}
