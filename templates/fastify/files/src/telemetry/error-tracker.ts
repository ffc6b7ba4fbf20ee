import { randomBytes } from 'node:crypto';

import {
  captureException,
  close,
  initWithoutDefaultIntegrations,
  linkedErrorsIntegration,
} from '@sentry/node';

import type { Config } from '../config.ts';
import { describeError, type SerializedError } from '../logger.ts';
import { atMost } from '../shared/at-most.ts';
import type { Role } from './signals.ts';

type Tags = Record<string, string | undefined>;

export interface ErrorTracker {
  /** The tags hold the trace where it is known; its span is in the traceparent. */
  report(error: unknown, tags: Tags, traceparent?: string): void;
  stop(patienceMs: number): Promise<void>;
}

/** Reports go to the tracker that SENTRY_DSN names. They hold what the log does, and no more. */
export function startErrorTracker(role: Role, config: Config): ErrorTracker {
  initWithoutDefaultIntegrations({
    dsn: config.SENTRY_DSN ?? '',
    environment: config.NODE_ENV,
    integrations: [linkedErrorsIntegration()],
    // Traces are the business of OpenTelemetry.
    enableRuntimeChannelInjection: false,
  });

  return {
    report(error, tags, traceparent = '') {
      const { traceId } = tags;
      const spanId = traceparent.split('-')[2] ?? randomBytes(8).toString('hex');
      captureException(withoutSecrets(describeError(error)), {
        tags: { ...tags, process: role },
        contexts: traceId === undefined ? {} : { trace: { trace_id: traceId, span_id: spanId } },
      });
    },
    stop: (patienceMs) => atMost(patienceMs, Promise.resolve(close(patienceMs))),
  };
}

/** An error with what may be told about another one: no values of statements, no further fields. */
function withoutSecrets({ type, message, stack = '', cause }: SerializedError): Error {
  const error = new Error(message, cause && { cause: withoutSecrets(cause) });
  error.name = type;
  error.stack = `${type}: ${message}\n${stack}`;
  return error;
}
