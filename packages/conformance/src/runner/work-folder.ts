import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * The folder of one run, for the project, its copies and logs. Nobody else can look into it, except where the
 * run is root's: servers that refuse to run as root run as another user there, and must reach it.
 */
export function makeWorkFolder(prefix: string): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), prefix)));
  if (process.getuid?.() === 0) fs.chmodSync(folder, 0o755);
  fs.mkdirSync(path.join(folder, 'tmp'));
  return folder;
}

/** Removes the folder of a run; what has just been ended may still write there. */
export function removeWorkFolder(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
