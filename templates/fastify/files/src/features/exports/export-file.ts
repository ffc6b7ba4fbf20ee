import type { Database } from '../../database/client.ts';
import { notesOf } from '../notes/repository.ts';

/** The JSON file, piece by piece, so that its size does not matter. */
export async function* exportFile(db: Database, ownerId: string): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(new Date())},"notes":[`;
  let separator = '\n';
  for await (const note of notesOf(db, ownerId).each()) {
    yield separator + JSON.stringify(note);
    separator = ',\n';
  }
  yield '\n]}\n';
}
