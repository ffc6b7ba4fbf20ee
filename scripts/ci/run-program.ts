import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup } from '@plinth/conformance/kit/processes';
import { ROOT } from '../playground.ts';
import type { Ended } from './outcome.ts';

export interface RunOptions {
  /** Longest time that it may take. */
  readonly minutes: number;
  /** Ends it at once. */
  readonly stop: AbortSignal;
  /** Takes what it prints; the terminal does without it. */
  readonly print?: (text: string) => void;
}

/** Kept of the output: the line of counts is at its end. */
const TAIL_CHARACTERS = 20_000;
/** For a part that is ended to give back what it took. */
const GRACE_MS = 25_000;
/** For output that is still on its way when a program has ended. */
const LAST_OUTPUT_MS = 5_000;

/** Runs a program of the machine, prints on what it prints, and ends what is left of it, also where it takes too long. */
export async function runProgram(
  [file = '', ...parameters]: readonly string[],
  { minutes, stop, print = (text) => void process.stdout.write(text) }: RunOptions,
): Promise<Ended> {
  const started = performance.now();
  const limit = AbortSignal.timeout(minutes * 60_000);
  // A group of its own, which can be ended whole.
  const child = spawn(file, parameters, {
    cwd: ROOT,
    env: machineEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    print(text);
    output = (output + text).slice(-TAIL_CHARACTERS);
  });
  const closed = once(child, 'close');
  closed.catch(() => undefined);
  const either = AbortSignal.any([limit, stop]);
  let ending: Promise<void> | undefined;
  const endAll = (): Promise<void> => (ending ??= endGroup(child.pid ?? 0, GRACE_MS));
  const onAbort = (): void => void endAll();
  either.addEventListener('abort', onAbort);
  let end: Ended['end'];
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    await Promise.race([closed, sleep(LAST_OUTPUT_MS, undefined, { ref: false })]);
    end = limit.aborted ? `not done after ${minutes} minutes` : (code ?? `ended by ${signal}`);
  } catch (error) {
    end = `it does not start: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    either.removeEventListener('abort', onAbort);
    await endAll();
  }
  return { output, end, seconds: (performance.now() - started) / 1000 };
}

/**
 * The environment that the commands of the README meet: without the toolchain that scripts/run.mjs puts in front, so that
 * npm is the machine's. A database server of the caller's would make the conformance run another one.
 */
function machineEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '', PLINTH_MACHINE_NODE_PATH: _, DATABASE_URL: __, ...rest } = process.env;
  const own = path.join(ROOT, 'node_modules');
  const folders = PATH.split(path.delimiter).filter((folder) => !folder.startsWith(own));
  return { ...rest, PATH: folders.join(path.delimiter) };
}
