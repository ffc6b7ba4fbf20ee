import { z } from 'zod';

import { text } from '../../shared/text.ts';
import type { notes } from './schema.ts';

const title = text(1, 200);
const body = text(0, 10_000);

export const note = z
  .object({
    id: z.uuid(),
    ownerId: z.uuid(),
    title: z.string(),
    body: z.string(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Note' });

export type Note = z.infer<typeof note>;

export const newNote = z.strictObject({ title, body });

export type NewNote = z.infer<typeof newNote>;

export const noteChange = z
  .strictObject({
    version: z.int32().min(1).describe('The version that the change is based on'),
    title: title.optional(),
    body: body.optional(),
  })
  .refine((change) => change.title !== undefined || change.body !== undefined, {
    message: 'Nothing to change: give a title or a body',
    path: ['title'],
  });

export type NoteChange = z.infer<typeof noteChange>;

export function toNote(row: typeof notes.$inferSelect): Note {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
