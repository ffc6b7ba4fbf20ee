import { PlinthError } from '@plinth/schema/errors';

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

export type StopSignal = keyof typeof NUMBERS;

/** INTERRUPTED with the exit code that shells expect of the signal: 130, 143 or 129. */
export class InterruptedError extends PlinthError {
  readonly signal: StopSignal;

  constructor(
    signal: StopSignal,
    message: string,
    hint = 'Run the command again when you are ready.',
  ) {
    super('INTERRUPTED', message, { hint });
    this.signal = signal;
  }

  override get exitCode(): number {
    return 128 + NUMBERS[this.signal];
  }
}

/** Called for every signal that arrives; `times` counts from 1. */
export type InterruptCallback = (signal: StopSignal, times: number) => void;

/** Whether the user asked to stop. Signals are noted, and honoured where `check` or `pause` stands. */
export interface Interrupt {
  /** The first signal that arrived. */
  readonly signal: StopSignal | undefined;
  /** @throws InterruptedError with the message and what to do, if a signal arrived */
  check(message?: string, hint?: string): void;
  /**
   * Lets signals in that arrived while synchronous code ran, then checks.
   *
   * @throws InterruptedError
   */
  pause(): Promise<void>;
  /**
   * Calls back for each signal, at once if one has arrived already: a child that ignores the first
   * can be ended at the second. Returns what forgets the callback.
   */
  onInterrupt(callback: InterruptCallback): () => void;
  /** Gives the signals back to the system's default, which ends the process. */
  dispose(): void;
}

/** The part of `process` that signals come from. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown;
}

/**
 * Takes SIGINT, SIGTERM and SIGHUP until `dispose`. The handlers stay after the first signal, so that a
 * second one cannot end the process in the middle of its clean-up.
 */
export function installInterrupt(source: SignalSource = process): Interrupt {
  let first: StopSignal | undefined;
  let times = 0;
  const callbacks = new Set<InterruptCallback>();

  const listener = (signal: StopSignal): void => {
    first ??= signal;
    times += 1;
    for (const callback of callbacks) callback(signal, times);
  };
  for (const signal of SIGNALS) source.on(signal, listener);

  const check = (message = 'Stopped. Nothing was written.', hint?: string): void => {
    if (first !== undefined) throw new InterruptedError(first, message, hint);
  };

  return {
    get signal() {
      return first;
    },
    check,
    async pause() {
      await nextTurn();
      check();
    },
    onInterrupt(callback) {
      callbacks.add(callback);
      if (first !== undefined) callback(first, times);
      return () => {
        callbacks.delete(callback);
      };
    },
    dispose() {
      for (const signal of SIGNALS) source.off(signal, listener);
    },
  };
}

/** For callers that are no command: nothing is listened to. */
export const neverInterrupted: Interrupt = {
  signal: undefined,
  check() {},
  pause: nextTurn,
  onInterrupt: () => () => {},
  dispose() {},
};

/** Signals reach JavaScript in the poll phase, which comes before the phase of immediates. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
