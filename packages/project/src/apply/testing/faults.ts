import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** The calls by which `apply` changes the disk. */
const CALLS = ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync', 'rmdirSync'] as const;
type Call = (typeof CALLS)[number];

/**
 * Runs a function before every call that changes the disk; what it throws is the call's answer. Calls
 * are counted from 1. Returns what takes the watch away.
 */
export function watchDisk(before: (count: number, call: Call) => void): () => void {
  let count = 0;
  const originals = CALLS.map((call) => [call, fs[call]] as const);
  for (const [call, original] of originals) {
    const watched = (...args: never[]): unknown => {
      count += 1;
      before(count, call);
      return (original as (...given: never[]) => unknown)(...args);
    };
    Object.assign(fs, { [call]: watched });
  }
  syncBuiltinESMExports();
  return () => {
    for (const [call, original] of originals) Object.assign(fs, { [call]: original });
    syncBuiltinESMExports();
  };
}

/** What the system answers when the disk is full, and the like. */
export function systemError(code: string, file: string): Error {
  return Object.assign(new Error(`${code}: ${file}`), { code, syscall: 'open', path: file });
}
