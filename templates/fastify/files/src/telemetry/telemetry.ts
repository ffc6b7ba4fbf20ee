import type { FastifyRequest } from 'fastify';

export type JobOutcome = 'done' | 'failed' | 'dead' | 'taken-over';

/** One attempt at a job, as it stands in spans. */
export interface JobRun {
  name: string;
  id: string;
  attempt: number;
  /** The trace in which the job was asked for (W3C traceparent). */
  traceparent?: string | undefined;
}

export type JobEnded = (outcome: JobOutcome, error?: unknown) => void;

/** Connections of a pool, and those who wait for one. */
export interface PoolUse {
  used: number;
  idle: number;
  waiting: number;
}

/** What the rest of the service tells about itself. While nothing listens, all of it does nothing. */
export interface Telemetry {
  /** The span that is under way here, as W3C traceparent. */
  traceparent(): string | undefined;
  /** The trace that this is a part of; undefined where there is none. */
  traceId(): string | undefined;
  /** Names the span and the metrics of a request after its route. */
  nameRequest(request: FastifyRequest): void;
  /** Runs a job in a span of the trace that it was asked for in. */
  runJob<Result>(run: JobRun, work: (ended: JobEnded) => Promise<Result>): Promise<Result>;
  watchPool(use: () => PoolUse): void;
  /** Tells the error tracker what nobody expected. The tags help to find it. */
  reportError(error: unknown, tags: Record<string, string | undefined>): void;
  /** Sends what is not sent yet, for at most this long. Never fails. */
  stop(patienceMs: number): Promise<void>;
}

export const noTelemetry: Telemetry = {
  traceparent: () => undefined,
  traceId: () => undefined,
  nameRequest() {},
  runJob: (_run, work) => work(() => {}),
  watchPool() {},
  reportError() {},
  async stop() {},
};
