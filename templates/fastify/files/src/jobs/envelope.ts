import { randomBytes } from 'node:crypto';

/** What is stored with a job: its payload, and the trace that it belongs to (W3C traceparent). */
export interface Envelope {
  payload: unknown;
  traceparent?: string;
}

export function newTraceparent(traceId: string): string {
  return `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
}

/** The trace that the job was asked for in; a job that the clock started begins one. */
export function traceIdOf({ traceparent = '' }: Envelope): string {
  return traceparent.split('-')[1] ?? randomBytes(16).toString('hex');
}
