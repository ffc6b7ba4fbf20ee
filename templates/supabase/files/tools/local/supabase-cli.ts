import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { LocalStackError } from './local-stack-error.ts';

const program = join(
  dirname(createRequire(import.meta.url).resolve('supabase/package.json')),
  'dist',
  'supabase.js',
);

/** Runs the official CLI and gives what it printed. Throws `LocalStackError` with its output. */
export async function supabase(directory: string, parameters: string[]): Promise<string> {
  const env = {
    // Without it, a notice about TLS stands among the output; a server elsewhere sets its own.
    PGSSLMODE: 'disable',
    ...process.env,
    SUPABASE_TELEMETRY_DISABLED: '1',
  };
  try {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [program, ...parameters], {
      cwd: directory,
      env,
    });
    return stdout;
  } catch (error) {
    const output =
      error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const command = parameters.filter((each) => !each.includes('://')).join(' ');
    throw new LocalStackError(`supabase ${command} failed:\n${output.trim()}`, { cause: error });
  }
}
