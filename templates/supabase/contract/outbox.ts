import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Mail } from '@plinth/conformance/contract/operations';

/** The mails in a project's development outbox, oldest first. */
export async function readOutbox(folder: string): Promise<Mail[]> {
  const outbox = join(folder, '.local', 'outbox');
  const names = await readdir(outbox).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (name) => JSON.parse(await readFile(join(outbox, name), 'utf8')) as Mail),
  );
}
