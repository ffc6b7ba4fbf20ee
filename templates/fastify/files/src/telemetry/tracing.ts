import {
  context,
  isSpanContextValid,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { getRPCMetadata } from '@opentelemetry/core';
import type { FastifyRequest } from 'fastify';

import { describeError } from '../logger.ts';
import type { JobEnded, JobOutcome, JobRun } from './telemetry.ts';

export function traceId(): string | undefined {
  return activeSpanContext()?.traceId;
}

export function traceparent(): string | undefined {
  const active = activeSpanContext();
  if (!active) return undefined;
  const flags = active.traceFlags.toString(16).padStart(2, '0');
  return `00-${active.traceId}-${active.spanId}-${flags}`;
}

/** Undefined where nothing is traced, for example because only metrics are on. */
function activeSpanContext() {
  const active = trace.getActiveSpan()?.spanContext();
  return active && isSpanContextValid(active) && !active.isRemote ? active : undefined;
}

/** An unknown address leaves no trace of itself: it may be a known one with a mistake in it. */
export function nameRequest({ routeOptions, url }: FastifyRequest): void {
  const metadata = getRPCMetadata(context.active());
  const route = routeOptions.url;
  if (!metadata || route === undefined) return;
  metadata.route = route;
  if (!metadata.span.isRecording()) return;
  const path = url.split('?', 1)[0] ?? url;
  metadata.span.setAttribute('url.path', /:token\b|\*/.test(route) ? route : path);
}

export type RecordJob = (job: string, outcome: JobOutcome, seconds: number) => void;

/** Runs one attempt at a job as the consumer of the request, or of the clock, that asked for it. */
export function runInSpan<Result>(
  { name, id, attempt, traceparent: parent = '' }: JobRun,
  record: RecordJob,
  work: (ended: JobEnded) => Promise<Result>,
): Promise<Result> {
  const attributes = {
    'messaging.system': 'pg-boss',
    'messaging.operation.type': 'process',
    'messaging.operation.name': 'process',
    'messaging.destination.name': name,
    'messaging.message.id': id,
    'job.attempt': attempt,
  };
  const origin = propagation.extract(context.active(), { traceparent: parent });
  const options = { kind: SpanKind.CONSUMER, attributes };
  const start = performance.now();

  return trace
    .getTracer('jobs')
    .startActiveSpan(`process ${name}`, options, origin, async (span) => {
      try {
        return await work((outcome, error) => {
          record(name, outcome, (performance.now() - start) / 1000);
          span.setAttribute('job.outcome', outcome);
          // A dead job is reported as well, and `recordError` shows that.
          if (outcome === 'failed') setError(span, error);
        });
      } finally {
        span.end();
      }
    });
}

/** Shows an error at the span that is under way. */
export function recordError(error: unknown): void {
  const span = trace.getActiveSpan();
  if (span?.isRecording()) setError(span, error);
}

function setError(span: Span, error: unknown): void {
  const { type, message, stack = '' } = describeError(error);
  span.recordException({ name: type, message, stack });
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}
