import { DrizzleQueryError } from 'drizzle-orm';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/** JSON lines on standard output. Bodies, cookies and query strings are never handed to it. */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    formatters: { level: (label) => ({ level: label }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: serializeError },
    redact: { paths: secretPaths, censor: '[hidden]' },
  };
  return stream ? pino(options, stream) : pino(options);
}

const secretNames = ['authorization', 'cookie', '["set-cookie"]', 'password', 'token'];

const secretPaths = secretNames.flatMap((name) =>
  name.startsWith('[') ? [name, `*${name}`] : [name, `*.${name}`],
);

export interface SerializedError {
  type: string;
  message: string;
  code?: string | undefined;
  query?: string;
  stack?: string | undefined;
  cause?: SerializedError;
}

/** What may be told about an error, in a log line or beside a failed job. */
export function serializeError(error: unknown): unknown {
  return error instanceof Error ? describeError(error) : error;
}

/**
 * The message of a failed query carries its parameters, and Postgres quotes values that it cannot
 * read: both may be personal or secret. The statement and where it failed are enough.
 */
export function describeError(error: unknown): SerializedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const stack = error.stack?.match(/^ {4}at .+$/gm)?.join('\n');
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  if (error instanceof DrizzleQueryError) {
    return { type: error.name, message: 'The query failed', query: error.query, stack, ...cause };
  }
  const quotesValue = code?.startsWith('22') === true;
  const message = quotesValue ? 'The database refused a value' : error.message;
  return { type: error.name, message, code, stack, ...cause };
}
