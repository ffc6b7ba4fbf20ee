import type { Storage, StoredFile } from './storage.ts';

interface Orphanage {
  folder: string;
  /** Younger files may belong to an upload that is still under way. */
  olderThan: Date;
  /** Which of these keys the database knows. */
  known: (keys: string[]) => Promise<ReadonlySet<string>>;
}

const batchSize = 500;

/** Deletes the files of a folder that no row speaks of, and tells how many there were. */
export async function sweepOrphans(
  storage: Storage,
  { folder, olderThan, known }: Orphanage,
): Promise<number> {
  let count = 0;
  const sweep = async (files: StoredFile[]) => {
    const keys = files.map(({ key }) => key);
    const kept = await known(keys);
    for (const key of keys.filter((each) => !kept.has(each))) {
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
