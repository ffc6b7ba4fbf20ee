import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../contract/behaviour.ts';
import type { Composition } from '../contract/composition.ts';
import type { Driver, DriverModule } from '../contract/driver.ts';
import { createKit, type Kit } from '../kit/kit.ts';
import type { Report } from '../suite/results.ts';
import { runSuite, type Suite } from '../suite/run-suite.ts';

/** Much of a run is waiting: for a job's next attempt, for a link to expire. */
const LANES = 3;

/** Longest time that a driver has to come up or to give back what it took, once the run was stopped. */
const LAST_PATIENCE_MS = 15_000;

/** A driver that did not come up with the project; its message is what the driver said. */
export class DriverFailure extends Error {
  override readonly name = 'DriverFailure';
}

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
  /** How many behaviours run side by side; 3 without a number. */
  readonly lanes?: number;
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
 * @throws DriverFailure, and the reason of `stop`, once it is aborted
 */
export async function withProject<Value>(
  { stack, lanes = LANES, stop, ...options }: Opened,
  work: (run: RunBehaviours, driver: Driver) => Promise<Value>,
): Promise<Value> {
  stop.throwIfAborted();
  const kit = createKit(options);
  const endAll = (): void => void kit.endAll();
  const { composition, id } = stack;
  try {
    const driver = await patiently(createDriver(stack.driver, kit, stop), stop);
    stop.addEventListener('abort', endAll);
    try {
      stop.throwIfAborted();
      const suite = { stack: id, driver, composition, folder: options.folder, lanes, stop };
      const run: RunBehaviours = (behaviours, told) =>
        runSuite({ ...suite, ...told, behaviours, label: kit.label });
      return await work(run, driver);
    } finally {
      await kit.label('after', () => patiently(driver.close(), stop));
    }
  } finally {
    stop.removeEventListener('abort', endAll);
    await kit[Symbol.asyncDispose]();
  }
}

async function createDriver(module: DriverModule, kit: Kit, stop: AbortSignal): Promise<Driver> {
  try {
    return await module.createDriver(kit);
  } catch (cause) {
    stop.throwIfAborted();
    throw new DriverFailure(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Waits for what a driver does. Once the run is stopped, the wait has an end. */
async function patiently<Value>(work: Promise<Value>, stop: AbortSignal): Promise<Value> {
  const settled = new AbortController();
  const late = async (): Promise<never> => {
    if (!stop.aborted) await once(stop, 'abort', { signal: settled.signal });
    await sleep(LAST_PATIENCE_MS, undefined, { signal: settled.signal });
    throw stop.reason;
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    settled.abort();
  }
}
