import { z } from 'zod';

import { notFound } from '../../shared/problem.ts';
import type { attachments } from './schema.ts';

export const maxFileBytes = 10 * 1024 * 1024;

const maxNameBytes = 255;

/** Any name that is no path; it is kept as it is and never becomes one. */
const fileName = z
  .string()
  .min(1)
  .refine((name) => Buffer.byteLength(name) <= maxNameBytes, {
    message: `Too long: at most ${maxNameBytes} bytes`,
  })
  .refine((name) => !/[/\\]/.test(name) && name !== '.' && name !== '..', {
    message: 'A path, not a name',
  })
  .refine((name) => !/\p{Cc}/u.test(name) && name.isWellFormed(), {
    message: 'Contains control or broken characters',
  })
  .describe('The name of the file, up to 255 bytes');

export const uploadQuery = z.strictObject({ name: fileName });

export const attachment = z
  .object({
    id: z.uuid(),
    noteId: z.uuid(),
    name: z.string(),
    type: z.string(),
    size: z.int(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Attachment' });

export type Attachment = z.infer<typeof attachment>;

export const signedLink = z
  .object({ url: z.url(), expiresAt: z.iso.datetime() })
  .meta({ id: 'SignedLink' });

export const storageFolder = 'attachments';

export function storageKey(id: string): string {
  return `${storageFolder}/${id}`;
}

export function toAttachment({ noteId, ...row }: typeof attachments.$inferSelect): Attachment {
  if (noteId === null) throw notFound('This attachment');
  return { ...row, noteId, createdAt: row.createdAt.toISOString() };
}
