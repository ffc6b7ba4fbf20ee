import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { SystemHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';
import type { RunningProcess } from '@plinth/conformance/kit/processes';

import { readLog } from './logs.ts';
import { launch, type Launch, launchSchedule } from './stack.ts';

export interface Processes extends AsyncDisposable {
  readonly host: Pick<SystemHost, 'signal' | 'exitCode' | 'restart' | 'logs'>;
  output(): string;
}

/**
 * A stack and its schedules, and their runs one after another. Its process `api` is the platform's stand-in; `worker` is
 * the process of the function that works on jobs, together with the schedules that would start it again.
 */
export async function startProcesses(
  kit: Kit,
  plan: Launch,
  workers: number,
): Promise<Processes> {
  const stacks: RunningProcess[] = [await launch(kit, plan)];
  const startSchedules = () => Array.from({ length: workers }, () => launchSchedule(kit, plan));
  let schedules = startSchedules();
  let signalled: readonly number[] = [];
  const stack = (): RunningProcess => stacks.at(-1) as RunningProcess;
  const output = (): string => stacks.map((run) => run.output()).join('');
  return {
    output,
    host: {
      async signal(name, signal) {
        if (name === 'api') return stack().signal(signal);
        for (const run of schedules) run.signal('SIGKILL');
        signalled = await workersOf(stack().pid);
        for (const pid of signalled) process.kill(pid, signal);
      },
      async exitCode(name) {
        if (name === 'api') return (await stack().finished).code;
        while (signalled.some(isAlive)) await sleep(20);
        return null;
      },
      async restart() {
        if (stack().ended) {
          // Functions that outlived the process that started them.
          await stack()[Symbol.asyncDispose]();
          stacks.push(await launch(kit, plan));
        }
        if (schedules.every(({ ended }) => ended)) schedules = startSchedules();
      },
      logs: async () => readLog(output()),
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...schedules, ...stacks].map((run) => run[Symbol.asyncDispose]()));
    },
  };
}

/** The processes of a group that run the function `work`. */
async function workersOf(group: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,pgid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, pgid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    const isWorker = Number(pgid) === group && /functions\/work\/index\.ts/.test(command);
    return isWorker ? [Number(pid)] : [];
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
