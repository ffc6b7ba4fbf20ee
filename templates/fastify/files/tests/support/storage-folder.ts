import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

/** A folder for the files of the test file that calls this. */
export async function useStorageFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'storage-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
