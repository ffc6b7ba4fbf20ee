import { randomUUID } from 'node:crypto';
import { createWriteStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Links } from './links.ts';
import type { Storage } from './storage.ts';

const keyPattern = /^[a-z]+\/[0-9a-z-]{1,64}(\.part)?$/;

/** Files below one folder of this machine. */
export function createLocalStorage(root: string, links: Links): Storage {
  function pathOf(key: string): string {
    if (!keyPattern.test(key)) throw new Error('Not a key of a file');
    return join(root, ...key.split('/'));
  }

  return {
    async put(key, bytes) {
      const path = pathOf(key);
      // Renaming is atomic: nobody ever reads half a file.
      const unfinished = join(dirname(path), `${randomUUID()}.part`);
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await pipeline(
          bytes,
          createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true }),
        );
        await rename(unfinished, path);
      } catch (error) {
        bytes.destroy();
        await rm(unfinished, { force: true });
        throw error;
      }
    },

    async get(key) {
      const file = await absentIfMissing(open(pathOf(key)));
      if (!file) return undefined;
      const { size } = await file.stat();
      return { bytes: file.createReadStream(), size };
    },

    delete: (key) => rm(pathOf(key), { force: true }),

    link: async (key, options) => links.create(key, options),

    async *list(folder) {
      const entries: Dirent[] =
        (await absentIfMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
      for (const entry of entries) {
        const key = `${folder}/${entry.name}`;
        const found = keyPattern.test(key) ? await absentIfMissing(stat(pathOf(key))) : undefined;
        if (found?.isFile()) yield { key, modifiedAt: found.mtime };
      }
    },
  };
}

async function absentIfMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
