import { once } from 'node:events';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKit } from '@plinth/conformance/kit/kit';
import type { Driver } from '@plinth/conformance/contract/driver';
import type { Stack } from './stack.ts';

/** A signal ended the run; what it took was given back. */
export class Stopped extends Error {
  override readonly name = 'Stopped';

  constructor(signal: NodeJS.Signals) {
    super(`Stopped by ${signal}.`);
  }
}

export interface Opened {
  readonly stack: Stack;
  readonly folder: string;
  readonly workFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly databaseServer: string | undefined;
}

/**
 * Runs work with a driver, and gives back all that driver and kit took: at the end, after a failure, and when a
 * signal stops this process.
 *
 * @throws Stopped for a signal
 */
export async function withDriver<Value>(
  { stack, folder, workFolder, environment, databaseServer }: Opened,
  work: (driver: Driver, label: (name: string) => void) => Promise<Value>,
): Promise<Value> {
  const kit = createKit({ folder, workFolder, environment, databaseServer });
  const driver = await stack.driver.createDriver(kit);
  const stop = new AbortController();
  const stopped = Promise.race(
    (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(async (name) => {
      await once(process, name, { signal: stop.signal });
      throw new Stopped(name);
    }),
  );
  const working = work(driver, kit.label);
  try {
    return await Promise.race([working, stopped]);
  } finally {
    stop.abort();
    stopped.catch(() => {});
    try {
      await driver.close();
    } finally {
      await kit[Symbol.asyncDispose]();
    }
    // After a signal: without its processes, what was underway soon fails, and gives back what it took itself.
    await Promise.race([working.catch(() => {}), sleep(10_000, undefined, { ref: false })]);
  }
}

/** Removes the folder of a run, or says where a person finds it. */
export function leave(workFolder: string, keep: boolean): void {
  if (keep) console.log(`The project and its logs are in ${workFolder}`);
  else fs.rmSync(workFolder, { recursive: true, force: true });
}
