import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../contract/behaviour.ts';
import type { Composition } from '../contract/composition.ts';
import type { Driver, DriverModule } from '../contract/driver.ts';
import { createKit } from '../kit/kit.ts';
import type { Report } from '../suite/results.ts';
import { runSuite, type Suite } from '../suite/run-suite.ts';

/** Longest time that a driver has to give back what it took, once the run was stopped. */
const LAST_PATIENCE_MS = 15_000;

/** A stack, ready to be run: its driver, and what it is put together from. */
export interface Stack {
  /** As reports name it. */
  readonly id: string;
  readonly composition: Composition;
  readonly driver: DriverModule;
}

/** A project of a stack on this machine. */
export interface Opened {
  readonly stack: Stack;
  /** The project, installed. */
  readonly folder: string;
  readonly workFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly databaseServer?: string | undefined;
  /** Kind of storage in place of the project's own. */
  readonly storage?: string | undefined;
  /** How many behaviours run side by side. */
  readonly lanes?: number | undefined;
  /** Ends the run; its reason is what the run then rejects with. */
  readonly stop: AbortSignal;
}

/** Runs behaviours over a project with a driver that runs it. */
export type RunBehaviours = (
  behaviours: readonly Behaviour[],
  told?: Pick<Suite, 'onStart' | 'onResult'>,
) => Promise<Report>;

/**
 * Opens a project with its driver, and gives back all that driver and kit took: at the end, after a failure, and
 * when the run is stopped.
 *
 * @throws the reason of `stop`, once it is aborted
 */
export async function withProject<Value>(
  { stack, lanes, stop, ...options }: Opened,
  work: (run: RunBehaviours, driver: Driver) => Promise<Value>,
): Promise<Value> {
  stop.throwIfAborted();
  const kit = createKit(options);
  const endAll = (): void => void kit.endAll();
  const { composition, id } = stack;
  try {
    const driver = await stack.driver.createDriver(kit);
    stop.addEventListener('abort', endAll);
    try {
      const suite = { stack: id, driver, composition, folder: options.folder, lanes, stop };
      const run: RunBehaviours = (behaviours, told) =>
        runSuite({
          ...suite,
          ...told,
          behaviours,
          around: (behaviour, attempt) => kit.label(behaviour.id, attempt),
        });
      return await work(run, driver);
    } finally {
      const closing = kit.label('after', () => driver.close());
      const late = sleep(LAST_PATIENCE_MS, undefined, { ref: false });
      await (stop.aborted ? Promise.race([closing, late]) : closing);
    }
  } finally {
    stop.removeEventListener('abort', endAll);
    await kit[Symbol.asyncDispose]();
  }
}
