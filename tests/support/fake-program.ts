import fs from 'node:fs';
import path from 'node:path';

/**
 * Puts a program of a few lines of JavaScript into a folder, under a name that a test looks for in PATH. Gives
 * the PATH with that folder first.
 */
export function fakeProgram(folder: string, name: string, source: string): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!${process.execPath}\n${source}\n`, { mode: 0o755 });
  return [folder, process.env['PATH']].join(path.delimiter);
}
