import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Kit } from '@plinth/conformance/kit/kit';

/** Where one system keeps its files. */
export interface SystemStorage extends AsyncDisposable {
  /** The settings that lead the service there. */
  readonly env: Readonly<Record<string, string>>;
  /** How many objects are there, halves of broken uploads included. */
  count(): Promise<number>;
}

export async function openStorage(kit: Kit): Promise<SystemStorage> {
  const folder = join(kit.workFolder, 'storage', randomBytes(6).toString('hex'));
  return {
    env: { STORAGE_DIR: folder },
    async count() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).length;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
