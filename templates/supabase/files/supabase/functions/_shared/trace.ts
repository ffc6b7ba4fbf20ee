/** The trace that a request belongs to: that of its `traceparent` (W3C Trace Context), or a new one. */
export function traceIdOf(headers: Headers): string {
  const given = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}/.exec(
    headers.get('traceparent') ?? '',
  )?.[1];
  return given === undefined || /^0+$/.test(given) ? newTraceId() : given;
}

function newTraceId(): string {
  return crypto.randomUUID().replaceAll('-', '');
}

/** What a call within the same trace carries. */
export function traceparentOf(traceId: string): string {
  const spanId = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  return `00-${traceId}-${spanId}-01`;
}
