import type { Client } from './client.ts';
import type { Tables } from './database.types.ts';
import { dataFailure } from './failures.ts';
import { limitOf, type Page, pageOf, type PageRequest } from './page.ts';
import { failure, type Result, success } from './result.ts';

export type Note = Tables<'notes'>;

export interface NewNote {
  /** 1 to 200 characters. */
  readonly title: string;
  /** Up to 10,000 characters. */
  readonly body?: string;
}

/** My notes, newest first. */
export async function listNotes(
  client: Client,
  request: PageRequest = {},
): Promise<Result<Page<Note>>> {
  const limit = limitOf(request);
  let query = client
    .from('notes')
    .select()
    .order('created_at', { ascending: false })
    .order('id', { ascending: false })
    .limit(limit);
  if (request.after) {
    const { createdAt, id } = request.after;
    query = query.or(`created_at.lt."${createdAt}",and(created_at.eq."${createdAt}",id.lt.${id})`);
  }
  const { data, error, status } = await query;
  return error ? dataFailure(error, status) : success(pageOf(data, limit));
}

export async function readNote(client: Client, id: string): Promise<Result<Note>> {
  const { data, error, status } = await client.from('notes').select().eq('id', id).maybeSingle();
  if (error) return dataFailure(error, status);
  return data ? success(data) : notFound();
}

/** Makes a note. A call that is repeated with the same key makes no second one. */
export async function createNote(
  client: Client,
  note: NewNote,
  idempotencyKey?: string,
): Promise<Result<Note>> {
  const key = idempotencyKey === undefined ? {} : { idempotency_key: idempotencyKey };
  const { data, error, status } = await client.rpc('create_note', { ...note, ...key });
  return error ? dataFailure(error, status) : success(data);
}

/** Changes a note, unless somebody else has changed it since `version` was read. */
export async function changeNote(
  client: Client,
  id: string,
  version: number,
  change: Partial<NewNote>,
): Promise<Result<Note>> {
  const { data, error, status } = await client
    .from('notes')
    .update(change)
    .eq('id', id)
    .eq('version', version)
    .select()
    .maybeSingle();
  if (error) return dataFailure(error, status);
  if (data) return success(data);
  const current = await readNote(client, id);
  return current.ok ? failure('conflict', 'The note was changed meanwhile') : current;
}

/** Deletes a note with its attachments; a job takes their bytes away. */
export async function deleteNote(client: Client, id: string): Promise<Result<null>> {
  const { data, error, status } = await client.from('notes').delete().eq('id', id).select('id');
  if (error) return dataFailure(error, status);
  return data.length > 0 ? success(null) : notFound();
}

/** All notes, for admins; each foreign one that is read is on the audit trail. */
export async function listAllNotes(
  client: Client,
  request: PageRequest = {},
): Promise<Result<Page<Note>>> {
  const limit = limitOf(request);
  const before = request.after
    ? { before_at: request.after.createdAt, before_id: request.after.id }
    : {};
  const { data, error, status } = await client.rpc('admin_list_notes', {
    ...before,
    page_size: limit,
  });
  return error ? dataFailure(error, status) : success(pageOf(data, limit));
}

const notFound = () => failure('not-found', 'There is no such note');
