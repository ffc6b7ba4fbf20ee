import type { RunningSystem } from '../contract/behaviour.ts';
import type { Attachment, Upload } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import type { Member } from './people.ts';

/** The bytes of an attachment come back as they were sent. */
export async function sameBytes(
  { operations }: RunningSystem,
  check: Check,
  { session }: Member,
  attachment: Attachment,
  file: Upload,
): Promise<void> {
  const bytes = check.ok(await operations.download(session, attachment), 'downloading');
  check.that(
    Buffer.from(bytes).equals(file.bytes),
    `the bytes of ${attachment.name}`,
    `the same ${file.bytes.length}`,
    `${bytes.length} bytes`,
  );
}

/** The ids of the attachments that a member sees on a note, sorted. */
export async function attachmentIds(
  { operations }: RunningSystem,
  check: Check,
  { session }: Member,
  noteId: string,
): Promise<string[]> {
  const attachments = check.ok(
    await operations.listAttachments(session, noteId),
    'listing attachments',
  );
  return idsIn(attachments);
}

export function idsIn(attachments: readonly Attachment[]): string[] {
  return attachments.map(({ id }) => id).toSorted();
}
