import { setTimeout as sleep } from 'node:timers/promises';

import type { LogLine, ProcessName, SystemHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';
import type { RunningProcess } from '@plinth/conformance/kit/processes';

import { readLog } from './logs.ts';

/** One process of a system: its runs, one after another. */
interface Place {
  readonly name: ProcessName;
  readonly env: Readonly<Record<string, string>>;
  readonly runs: RunningProcess[];
}

export interface Processes extends AsyncDisposable {
  readonly host: Pick<SystemHost, 'signal' | 'exitCode' | 'restart' | 'logs'>;
  workerOutput(): string;
}

export interface ProcessPlan {
  readonly url: string;
  readonly api: Readonly<Record<string, string>>;
  readonly worker: Readonly<Record<string, string>>;
  readonly workers: number;
}

/** Starts the API and its workers from the sources and waits until all of them are ready. */
export async function startProcesses(kit: Kit, plan: ProcessPlan): Promise<Processes> {
  const places: Place[] = [
    { name: 'api', env: plan.api, runs: [] },
    ...Array.from({ length: plan.workers }, (): Place => ({
      name: 'worker',
      env: plan.worker,
      runs: [],
    })),
  ];
  const launch = async ({ name, env, runs }: Place): Promise<void> => {
    const file = name === 'api' ? 'src/main.ts' : 'src/worker.ts';
    const run = kit.spawn(name, 'node', [file], { env });
    runs.push(run);
    await (name === 'api' ? untilItServes(run, plan.url) : untilItWorks(run));
  };
  const current = (name: ProcessName): RunningProcess[] =>
    places.flatMap((place) => (place.name === name ? place.runs.slice(-1) : []));
  const stop = async (): Promise<void> => {
    await Promise.all(places.flatMap(({ runs }) => runs.map((run) => run[Symbol.asyncDispose]())));
  };
  try {
    await Promise.all(places.map(launch));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    host: {
      signal: async (name, signal) => {
        for (const run of current(name)) run.signal(signal);
      },
      exitCode: async (name) => {
        const codes = await Promise.all(
          current(name).map(async (run) => (await run.finished).code),
        );
        return codes.find((code) => code !== 0) ?? codes[0] ?? null;
      },
      restart: async () => {
        await Promise.all(places.filter(({ runs }) => runs.at(-1)?.ended).map(launch));
      },
      logs: async () => places.flatMap(logOf),
    },
    workerOutput: () =>
      places
        .flatMap(({ name, runs }) => (name === 'worker' ? runs.map((run) => run.output()) : []))
        .join('\n'),
    [Symbol.asyncDispose]: stop,
  };
}

function logOf({ name, runs }: Place): LogLine[] {
  return runs.flatMap((run) => readLog(run.output(), name));
}

export async function untilItServes(run: RunningProcess, url: string, seconds = 60): Promise<void> {
  const serves = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.ok === true;
  };
  if (!(await until(serves, run, seconds))) {
    throw new Error(`The service does not serve:\n${run.output()}`);
  }
}

export async function untilItWorks(run: RunningProcess): Promise<void> {
  if (!(await until(async () => run.output().includes('"worker ready"'), run, 60))) {
    throw new Error(`The worker does not work:\n${run.output()}`);
  }
}

/** Looks again while the process runs, for so many seconds. */
async function until(
  holds: () => Promise<boolean>,
  run: RunningProcess,
  seconds: number,
): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (!run.ended && Date.now() < deadline) {
    if (await holds()) return true;
    await sleep(30);
  }
  return false;
}
