import { renameSync } from 'node:fs';
import { systemCode } from './write-failure.ts';

const PAUSE_MS = 50;
const TRIES = 20;

/**
 * Renames, with patience on Windows: there a scanner or indexer that has a new file open makes the
 * rename fail for a moment. Waits without giving way to other code, since a rename is a point of no return.
 */
export function rename(from: string, to: string): void {
  for (let left = process.platform === 'win32' ? TRIES : 1; ; left -= 1) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '');
      if (!passing || left <= 1) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
