import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

/** A mail as the development transport leaves it in the outbox folder. */
const mailRecord = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  links: z.array(z.string()),
  sentAt: z.string(),
});
export type Mail = z.infer<typeof mailRecord>;

/** All mails of the outbox, newest first. */
export async function readMails(folder: string): Promise<Mail[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json'));
  const mails = await Promise.all(files.map((name) => readMail(join(folder, name))));
  return mails
    .filter((mail) => mail !== undefined)
    .toSorted((a, b) => b.sentAt.localeCompare(a.sentAt) || b.id.localeCompare(a.id));
}

/** Undefined for a file that vanished in between or is no mail. */
async function readMail(file: string): Promise<Mail | undefined> {
  try {
    return mailRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
