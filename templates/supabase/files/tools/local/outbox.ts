import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

const mailRecord = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  links: z.array(z.string()),
  sentAt: z.string(),
});
export type Mail = z.infer<typeof mailRecord>;

/** Keeps each mail as a JSON file in place of sending it. */
export interface Outbox {
  put(mail: Pick<Mail, 'to' | 'subject' | 'text' | 'html'>): Promise<void>;
  /** All mails, newest first. */
  list(): Promise<Mail[]>;
}

export function createOutbox(directory: string): Outbox {
  return {
    async put(mail) {
      const sentAt = new Date();
      const id = `${sentAt.getTime()}-${randomUUID()}`;
      const links = mail.text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
      const record: Mail = { id, ...mail, links, sentAt: sentAt.toISOString() };
      await mkdir(directory, { recursive: true, mode: 0o700 });
      // Renaming is atomic: whoever reads the folder never meets half a mail.
      const unfinished = join(directory, `.${id}.tmp`);
      await writeFile(unfinished, JSON.stringify(record, null, 2), { mode: 0o600 });
      await rename(unfinished, join(directory, `${id}.json`));
    },
    async list() {
      const names = await readdir(directory).catch(() => []);
      const files = names.filter((name) => name.endsWith('.json')).toSorted();
      const mails = await Promise.all(files.map((name) => readMail(join(directory, name))));
      return mails.filter((mail) => mail !== undefined).toReversed();
    },
  };
}

/** Undefined for a file that vanished in between or is no mail. */
async function readMail(file: string): Promise<Mail | undefined> {
  try {
    return mailRecord.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
