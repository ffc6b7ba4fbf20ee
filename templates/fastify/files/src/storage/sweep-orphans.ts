import { z } from 'zod';

import type { Storage, StoredFile } from './storage.ts';

interface Orphanage {
  folder: string;
  /** Younger files may belong to an upload that is still under way. */
  olderThan: Date;
  /** Which of these ids the database knows. */
  known: (ids: string[]) => Promise<string[]>;
}

const batchSize = 500;

/** Deletes the files of a folder that no row speaks of, and tells how many there were. */
export async function sweepOrphans(
  storage: Storage,
  { folder, olderThan, known }: Orphanage,
): Promise<number> {
  let count = 0;
  const sweep = async (files: StoredFile[]) => {
    const ids = files.map(({ key }) => key.slice(folder.length + 1)).filter(isUuid);
    const found = ids.length === 0 ? [] : await known(ids);
    const kept = new Set(found.map((id) => `${folder}/${id}`));
    for (const { key } of files.filter((file) => !kept.has(file.key))) {
      await storage.delete(key);
      count += 1;
    }
  };

  let batch: StoredFile[] = [];
  for await (const file of storage.list(folder)) {
    if (file.modifiedAt >= olderThan) continue;
    batch.push(file);
    if (batch.length < batchSize) continue;
    await sweep(batch);
    batch = [];
  }
  if (batch.length > 0) await sweep(batch);
  return count;
}

/** Half of a file, and what somebody else put there, has another name. */
function isUuid(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
