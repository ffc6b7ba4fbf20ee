type Level = 'info' | 'warn' | 'error';

export interface ErrorDescription {
  readonly type: string;
  readonly message: string;
  readonly stack: string;
}

/** One JSON line. The fields hold no bodies, query strings, tokens or links. */
export function log(level: Level, message: string, fields: Record<string, unknown>): void {
  const line = { level, time: new Date().toISOString(), msg: message, ...fields };
  console.log(JSON.stringify(line));
}

/** What may be told about an error: no further fields, which can hold values. */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: 'Unknown', message: String(error), stack: '' };
  return { type: error.name, message: error.message, stack: error.stack ?? '' };
}
