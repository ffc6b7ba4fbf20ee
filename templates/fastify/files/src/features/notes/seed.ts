import type { Database } from '../../database/client.ts';
import { notesOf } from './repository.ts';

/** A few notes for an account that has none. */
export async function seedNotes(db: Database, ownerId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const notes = notesOf(tx, ownerId);
    const { items } = await notes.list({ limit: 1 });
    if (items.length > 0) return;
    await notes.create({ title: 'Welcome', body: 'This note was made by the seed.' });
    await notes.create({ title: 'Shopping', body: 'Bread, apples, coffee' });
  });
}
