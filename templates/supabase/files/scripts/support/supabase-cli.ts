import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

import { root } from './settings.ts';

export interface CliAnswer {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** Runs the Supabase CLI of this project against a database. */
export async function supabase(parameters: readonly string[], url: string): Promise<CliAnswer> {
  const require = createRequire(import.meta.url);
  const program = require.resolve('supabase/package.json').replace(/package\.json$/, 'dist/supabase.js');
  const child = spawn(process.execPath, [program, ...parameters, `--remote=${url}`], {
    cwd: root,
    env: { ...process.env, ...sslMode(url), SUPABASE_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code: code ?? 1, output, errors };
}

/** A server on this machine has no TLS, and the CLI would say so in the middle of its output. */
function sslMode(url: string): { PGSSLMODE?: string } {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
  return isLocal ? { PGSSLMODE: 'disable' } : {};
}
