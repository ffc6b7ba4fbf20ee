import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Transport } from './mailer.ts';

const projectOutbox = fileURLToPath(new URL('../../.local/outbox', import.meta.url));

/** Keeps each mail as a JSON file instead of sending it: for development and tests. */
export function createOutbox(directory = projectOutbox): Transport {
  return async ({ to, subject, text }) => {
    const sentAt = new Date();
    const id = `${sentAt.getTime()}-${randomUUID()}`;
    const mail = { id, to, subject, text, links: findLinks(text), sentAt: sentAt.toISOString() };

    await mkdir(directory, { recursive: true });
    // Renaming is atomic: whoever reads the folder never meets half a mail.
    const unfinished = join(directory, `.${id}.tmp`);
    await writeFile(unfinished, JSON.stringify(mail, null, 2), { mode: 0o600 });
    await rename(unfinished, join(directory, `${id}.json`));
  };
}

function findLinks(text: string): string[] {
  return text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
}
