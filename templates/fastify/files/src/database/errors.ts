const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** SQLSTATE: connection lost, too many of them, server stopping, timeout, deadlock: try again. */
const unavailableStates = /^(08\w{3}|53300|57P0[1-5]|57014|25P03|40P01|40001)$/;

const unavailableMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

const lostMessages =
  /^(Connection terminated( unexpectedly)?|Client has encountered a connection error.*)$/;

/** Whether the error says that the database is away, not that the query is wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (const cause of causes(error)) {
    const code = (cause as { code?: unknown }).code;
    if (typeof code === 'string' && (networkCodes.has(code) || unavailableStates.test(code))) {
      return true;
    }
    if (unavailableMessages.test(cause.message)) return true;
  }
  return false;
}

/** Whether a connection that stood was cut, by the server or on the way. */
export function isConnectionLost(error: unknown): boolean {
  for (const cause of causes(error)) {
    const { code } = cause as { code?: unknown };
    if (typeof code === 'string' && /^(ECONNRESET|EPIPE|57P01|08\w{3})$/.test(code)) return true;
    if (lostMessages.test(cause.message)) return true;
  }
  return false;
}

/** Why a server cannot be used, in few words: a code such as ECONNREFUSED, or what the driver says. */
export function reasonOf(error: unknown): string {
  const innermost = [...causes(error)].at(-1);
  const code = (innermost as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : (innermost?.message ?? 'unknown');
}

/** What a log line tells of a failure: of an outage, which fails much for long, the reason alone. */
export function failureFields(error: unknown): { reason: string } | { err: unknown } {
  return isDatabaseUnavailable(error) ? { reason: reasonOf(error) } : { err: error };
}

function* causes(error: unknown): Generator<Error> {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    yield current;
    current = current.cause;
  }
}
