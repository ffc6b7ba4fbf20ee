import type { Logger } from 'pino';

import type { Config } from '../config.ts';
import { findSignals, type Role } from './signals.ts';
import { noTelemetry, type Telemetry } from './telemetry.ts';

/**
 * Starts what the settings ask for; of the rest, nothing is even loaded. Libraries are instrumented
 * while they are loaded, so whatever serves is to be imported after this.
 */
export async function startTelemetry(role: Role, config: Config, log: Logger): Promise<Telemetry> {
  const signals = findSignals(role, config, process.env);
  const { startOpenTelemetry } = signals.any ? await import('./open-telemetry.ts') : {};
  const { startErrorTracker } = config.SENTRY_DSN ? await import('./error-tracker.ts') : {};

  const openTelemetry = startOpenTelemetry?.(role, config, signals, log) ?? noTelemetry;
  const tracker = startErrorTracker?.(role, config);
  if (!tracker) return openTelemetry;

  return {
    ...openTelemetry,
    reportError(error, tags) {
      openTelemetry.reportError(error, tags);
      tracker.report(error, tags, openTelemetry.traceparent());
    },
    async stop(patienceMs) {
      await Promise.all([openTelemetry.stop(patienceMs), tracker.stop(patienceMs)]);
    },
  };
}
