import { describeError } from './log.ts';
import { setting } from './settings.ts';

const patienceMs = 2_000;

/**
 * Reports an unexpected error to the tracker that SENTRY_DSN names, as an envelope of the Sentry protocol. It holds
 * what the log does. A tracker that is away delays the answer by two seconds at most and fails nothing.
 */
export async function reportError(
  error: unknown,
  traceId: string,
  tags: Record<string, string>,
): Promise<void> {
  const dsn = setting('SENTRY_DSN');
  if (dsn === undefined) return;
  try {
    const { address, envelope } = reportOf(new URL(dsn), error, traceId, tags);
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-sentry-envelope' },
      body: envelope,
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.body?.cancel();
  } catch {
    // The error itself is in the log.
  }
}

/** Where a report goes, and the report: a line about the envelope, one about the event, the event. */
export function reportOf(
  dsn: URL,
  error: unknown,
  traceId: string,
  tags: Record<string, string>,
): { readonly address: string; readonly envelope: string } {
  const { type, message, stack } = describeError(error);
  const eventId = crypto.randomUUID().replaceAll('-', '');
  const event = {
    event_id: eventId,
    timestamp: Date.now() / 1000,
    platform: 'javascript',
    level: 'error',
    exception: { values: [{ type, value: message }] },
    tags: { ...tags, traceId },
    contexts: { trace: { trace_id: traceId, span_id: eventId.slice(0, 16) } },
    extra: { stack },
  };
  const folders = dsn.pathname.split('/').filter(Boolean);
  const project = folders.pop();
  const address = new URL(['', ...folders, 'api', project, 'envelope', ''].join('/'), dsn.origin);
  address.searchParams.set('sentry_key', dsn.username);
  address.searchParams.set('sentry_version', '7');
  const lines = [
    { event_id: eventId, sent_at: new Date().toISOString() },
    { type: 'event' },
    event,
  ];
  return {
    address: address.href,
    envelope: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`,
  };
}
