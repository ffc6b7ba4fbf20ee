import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Gives a run of tests a temp folder of its own and takes it away at the end, with whatever a test left
 * there that ran out of time or was broken off.
 */
export function setup(): () => void {
  const before = process.env['TMPDIR'];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-tests-'));
  // Some tests act as other users.
  fs.chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
