import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Ground } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { openS3 } from './s3.ts';

/** Where one system keeps its files. */
export interface SystemStorage extends AsyncDisposable {
  /** The settings that lead the service there. */
  readonly env: Readonly<Record<string, string>>;
  /** How many objects are there, halves of broken uploads included. */
  count(): Promise<number>;
}

interface Kind {
  readonly open: (kit: Kit) => Promise<SystemStorage>;
  readonly ground: Ground;
}

const KINDS: Readonly<Record<string, Kind>> = {
  disk: { open: openFolder, ground: 'real' },
  // The service speaks to it by the SDK of S3, but it is a server of the project's own tests.
  s3: { open: openS3, ground: 'stand-in' },
};

/** Opens a storage for one system. */
export type OpenStorage = () => Promise<SystemStorage>;

/**
 * How storages of the run are opened: the kind that it is for, or the local disk.
 *
 * @throws RangeError for a kind that the service has no driver for
 */
export function storageOpener(kit: Kit): OpenStorage {
  const { open } = kindOf(kit);
  return () => open(kit);
}

/** What a pass ran on that needs storage. */
export function storageGround(kit: Pick<Kit, 'storage'>): Ground {
  return kindOf(kit).ground;
}

function kindOf({ storage = 'disk' }: Pick<Kit, 'storage'>): Kind {
  const kind = Object.hasOwn(KINDS, storage) ? KINDS[storage] : undefined;
  if (kind) return kind;
  throw new RangeError(`No storage "${storage}"; there is ${Object.keys(KINDS).join(', ')}`);
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
