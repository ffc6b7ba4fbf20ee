import { constants } from 'node:os';

/** A signal ended the run; what it took was given back. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  /** As shells report it. */
  readonly exitCode: number;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`Stopped by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** Aborted by the first signal that would end this process, with `Stopped` as its reason. */
export function stopAtSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stop.signal.aborted) console.error('\nEnding what was started …');
      stop.abort(new Stopped(signal));
    });
  }
  return stop.signal;
}
