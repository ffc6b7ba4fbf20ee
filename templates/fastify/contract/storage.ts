import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Kit } from '@plinth/conformance/kit/kit';

import { openS3 } from './s3.ts';

/** Where one system keeps its files. */
export interface SystemStorage extends AsyncDisposable {
  /** The settings that lead the service there. */
  readonly env: Readonly<Record<string, string>>;
  /** How many objects are there, halves of broken uploads included. */
  count(): Promise<number>;
}

const OPENERS: Readonly<Record<string, (kit: Kit) => Promise<SystemStorage>>> = {
  disk: openFolder,
  s3: openS3,
};

/** Opens a storage for one system. */
export type OpenStorage = () => Promise<SystemStorage>;

/**
 * How storages of the run are opened: the kind that it is for, or the local disk.
 *
 * @throws RangeError for a kind that the service has no driver for
 */
export function storageOpener(kit: Kit): OpenStorage {
  const open = OPENERS[kit.storage ?? 'disk'];
  if (open) return () => open(kit);
  throw new RangeError(`No storage "${kit.storage}"; there is ${Object.keys(OPENERS).join(', ')}`);
}

async function openFolder(kit: Kit): Promise<SystemStorage> {
  const folder = join(kit.workFolder, 'storage', randomBytes(6).toString('hex'));
  return {
    env: { STORAGE_DIR: folder },
    async count() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
        () => [],
      );
      return entries.filter((entry) => entry.isFile()).length;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
