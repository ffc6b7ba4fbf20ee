import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './repository.ts';

/**
 * The environment of a machine that has its own Node with npm, and nothing of this repository. `bin` is
 * a folder that is searched first.
 */
export function machineEnvironment(bin?: string): NodeJS.ProcessEnv {
  const entries = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  const machineNode = process.env['PLINTH_MACHINE_NODE_PATH'];
  if (machineNode) entries.unshift(path.dirname(machineNode));
  if (bin) entries.unshift(bin);
  const kept = Object.entries(process.env).filter(
    ([key]) =>
      !/^(npm_|PLINTH_|VITEST|(NODE_ENV|CI|TEST|INIT_CWD|NODE_OPTIONS|BASE_URL|MODE|DEV|PROD|SSR)$)/i.test(
        key,
      ),
  );
  return { ...Object.fromEntries(kept), PATH: entries.join(path.delimiter) };
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end, in a process group of its own, and gives what it printed. */
export async function run(
  file: string,
  parameters: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Finished> {
  const child = spawn(file, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, output };
}

/** A program that serves until it is stopped. */
export interface Served extends AsyncDisposable {
  readonly url: string;
  output(): string;
}

/**
 * Starts a program that serves, and waits until a path answers 200. Disposing stops it as Ctrl-C does and
 * waits until its whole process group is gone.
 */
export async function serve(
  file: string,
  parameters: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly port: string;
    readonly ready: string;
    readonly patience: number;
  },
): Promise<Served> {
  const port = await freePort();
  const child = spawn(file, parameters, {
    cwd: options.cwd,
    env: { ...options.env, [options.port]: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const state = { ended: false };
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  child.on('exit', () => (state.ended = true));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await stopGroup(child.pid ?? 0);
  };
  const deadline = Date.now() + options.patience;
  while (Date.now() < deadline && !state.ended) {
    if (await answers(url + options.ready)) {
      return { url, output: () => output, [Symbol.asyncDispose]: stop };
    }
    await sleep(100);
  }
  await stop();
  throw new Error(`${parameters.join(' ')} does not serve:\n${output}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}

/** Ends a process group: SIGINT, and SIGKILL for what is left after 20 seconds. */
async function stopGroup(group: number): Promise<void> {
  const alive = (): boolean => signalGroup(group, 0);
  signalGroup(group, 'SIGINT');
  for (let waited = 0; alive() && waited < 20_000; waited += 100) await sleep(100);
  if (alive()) signalGroup(group, 'SIGKILL');
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}

/** A folder with the repository's pnpm and nothing else, for PATH. */
export function pnpmFolder(at: string): string {
  const folder = path.join(at, 'pnpm-bin');
  fs.mkdirSync(folder);
  const manifest = JSON.parse(
    fs.readFileSync(path.join(ROOT, 'node_modules', 'pnpm', 'package.json'), 'utf8'),
  ) as { bin: Record<string, string> };
  const bin = path.join(ROOT, 'node_modules', 'pnpm', manifest.bin['pnpm'] ?? '');
  fs.symlinkSync(fs.realpathSync(bin), path.join(folder, 'pnpm'));
  return folder;
}
