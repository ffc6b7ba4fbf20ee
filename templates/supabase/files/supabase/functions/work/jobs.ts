import type { Call } from '../_shared/serve.ts';
import type { Database } from '../_shared/database.types.ts';
import { log } from '../_shared/log.ts';
import { dataOf } from '../_shared/result.ts';

export type Job = Database['public']['Functions']['lease_jobs']['Returns'][number];

/** Executes a job and ends it; what it writes commits together with that, or bears repetition. */
export type JobHandler = (db: Call['supabaseAdmin'], job: Job) => Promise<void>;

export const handlers: Readonly<Record<string, JobHandler>> = {
  'make-export': makeExport,
  'delete-objects': deleteObjects,
  'clean-up': cleanUp,
};

/** Writes all notes of the owner into the file of the export. The same export is the same file. */
async function makeExport(db: Call['supabaseAdmin'], job: Job): Promise<void> {
  const { export_id } = job.data as { export_id: string };
  const content = dataOf(await db.rpc('export_document', { export_id }));
  if (content === null) return await complete(db, job);
  const { path, document } = content as { path: string; document: unknown };
  const file = new TextEncoder().encode(JSON.stringify(document));
  dataOf(
    await db.storage.from('exports').upload(path, file, {
      contentType: 'application/json',
      upsert: true,
    }),
  );
  dataOf(await db.rpc('finish_export', { job_id: job.id, token: job.lease_token, export_id }));
}

interface StoredObject {
  readonly bucket: string;
  readonly path: string;
}

async function deleteObjects(db: Call['supabaseAdmin'], job: Job): Promise<void> {
  const { objects } = job.data as unknown as { objects: StoredObject[] };
  await remove(db, objects);
  await complete(db, job);
}

/** Rows by age, then the objects that nothing points to: those of deletions and uploads that broke. */
async function cleanUp(db: Call['supabaseAdmin'], job: Job): Promise<void> {
  const removed = dataOf(await db.rpc('clean_up'));
  const objects = await sweepObjects(db);
  log('info', 'cleaned up', { removed, objects, traceId: job.trace_id });
  await complete(db, job);
}

/** Removes orphaned objects, a hundred at a time. Answers how many. */
export async function sweepObjects(db: Call['supabaseAdmin']): Promise<number> {
  let count = 0;
  for (;;) {
    const orphans: StoredObject[] = dataOf(await db.rpc('list_orphaned_objects'));
    if (orphans.length === 0) return count;
    const removed = await remove(db, orphans);
    if (removed === 0) throw new Error('Storage does not remove orphaned objects');
    count += removed;
  }
}

/** Removes objects; those that are gone already do not matter. Answers how many it removed. */
async function remove(
  db: Call['supabaseAdmin'],
  objects: readonly StoredObject[],
): Promise<number> {
  let count = 0;
  for (const [bucket, some] of Map.groupBy(objects, (object) => object.bucket)) {
    const removed = await db.storage.from(bucket).remove(some.map(({ path }) => path));
    count += dataOf(removed).length;
  }
  return count;
}

async function complete(db: Call['supabaseAdmin'], job: Job): Promise<void> {
  dataOf(await db.rpc('complete_job', { job_id: job.id, token: job.lease_token }));
}
