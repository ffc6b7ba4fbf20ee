import { z } from 'zod';

import { note } from '../notes/model.ts';
import type { exports } from './schema.ts';

const statuses = ['pending', 'ready', 'failed'] as const;

export type ExportStatus = (typeof statuses)[number];

export const exportModel = z
  .object({
    id: z.uuid(),
    status: z.enum(statuses),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Export' });

export type Export = z.infer<typeof exportModel>;

/** Each is a file with all notes: so many of one member within 24 hours are enough. */
export const maxPerDay = 20;

/** What is in the file of an export. */
export const exportedNotes = z.object({ exportedAt: z.iso.datetime(), notes: z.array(note) });

export const storageFolder = 'exports';

export function storageKey(id: string): string {
  return `${storageFolder}/${id}`;
}

export function toExport(row: typeof exports.$inferSelect): Export {
  return {
    id: row.id,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
