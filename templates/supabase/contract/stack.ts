import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Kit } from '@plinth/conformance/kit/kit';
import type { RunningProcess } from '@plinth/conformance/kit/processes';

import type { Keys } from './caller.ts';

/** One start of a project's local stack. */
export interface Launch {
  /** The project. */
  readonly folder: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly keys: Keys;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What `dev` runs, without its page and its schedule: the project's own gateway and functions. Each line that a
 * function prints comes out as it is, behind the name of the function; not by `console`, which the emulator silences.
 */
const STACK = `
  const { startLocalStack } = await import('./tools/local/start.ts');
  const { apiKeys } = await import('./tools/local/settings.ts');
  const { env } = process;
  const keys = apiKeys(env);
  const stack = await startLocalStack({
    directory: process.cwd(),
    dataDirectory: process.cwd() + '/.local',
    env,
    databaseUrl: env.DATABASE_URL,
    keys,
    port: Number(env.PORT),
    print: (source, line) => process.stdout.write('function ' + source + ': ' + line + '\\n'),
  });
  process.once('SIGTERM', () => void stack.close().finally(() => process.exit(0)));
`;

/** The schedule of the project in a process of its own. */
const SCHEDULE = `
  const { startSchedule } = await import('./tools/local/schedule.ts');
  const { apiKeys } = await import('./tools/local/settings.ts');
  startSchedule(process.env.SUPABASE_URL, apiKeys(process.env));
`;

export function newKeys(): Keys {
  const random = () => randomBytes(24).toString('base64url');
  return { publishable: `sb_publishable_${random()}`, secret: `sb_secret_${random()}` };
}

export const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/** The variables of a running stack, for what is started beside it. */
export function environmentOf({ port, databaseUrl, keys, env }: Launch): Record<string, string> {
  return {
    ...env,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SUPABASE_URL: urlOf(port),
    SUPABASE_PUBLISHABLE_KEY: keys.publishable,
    SUPABASE_SECRET_KEY: keys.secret,
  };
}

/** Starts a local stack and waits until it serves. */
export async function launch(kit: Kit, plan: Launch): Promise<RunningProcess> {
  const run = kit.spawn('stack', 'node', ['--input-type=module', '--eval', STACK], {
    cwd: plan.folder,
    env: environmentOf(plan),
  });
  await untilItServes(run, urlOf(plan.port));
  return run;
}

/** Starts what calls the functions of a running stack by the clock. */
export function launchSchedule(kit: Kit, plan: Launch): RunningProcess {
  return kit.spawn('schedule', 'node', ['--input-type=module', '--eval', SCHEDULE], {
    cwd: plan.folder,
    env: environmentOf(plan),
  });
}

export async function untilItServes(run: RunningProcess, url: string, seconds = 90): Promise<void> {
  const serves = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/auth/v1/.well-known/jwks.json`).catch(() => undefined);
    return answer?.ok === true;
  };
  await until(run, serves, seconds);
}

/** Looks again while the process runs, for so many seconds. @throws Error with what it printed */
export async function until(
  run: RunningProcess,
  holds: () => boolean | Promise<boolean>,
  seconds = 90,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!run.ended && Date.now() < deadline) {
    if (await holds()) return;
    await sleep(50);
  }
  await run[Symbol.asyncDispose]();
  throw new Error(`The local stack does not serve:\n${run.output()}`);
}
