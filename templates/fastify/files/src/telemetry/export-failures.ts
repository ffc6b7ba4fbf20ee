import { diag, DiagLogLevel } from '@opentelemetry/api';
import type { Logger } from 'pino';

const quietMs = 5 * 60_000;

/** One line when telemetry does not get through, and then none for a while: it is not the service. */
export function logExportFailures(log: Logger): void {
  let nextAt = 0;
  const warn = (message: string) => {
    if (Date.now() < nextAt) return;
    nextAt = Date.now() + quietMs;
    log.warn({ reason: message.slice(0, 300) }, 'telemetry does not get through');
  };
  const ignore = () => {};
  diag.setLogger(
    { error: warn, warn, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
