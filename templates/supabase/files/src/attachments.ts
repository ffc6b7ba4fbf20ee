import type { Client } from './client.ts';
import type { Tables } from './database.types.ts';
import { dataFailure, functionFailure, storageFailure } from './failures.ts';
import { failure, type Result, success } from './result.ts';

export type Attachment = Tables<'attachments'>;

/**
 * Uploads a file to a note: a row with its name, its bytes into quarantine, and the check that makes it readable.
 * Plain text, PDF, PNG and JPEG up to 10 MiB are taken, by content. What is refused leaves nothing behind.
 */
export async function uploadAttachment(
  client: Client,
  noteId: string,
  name: string,
  file: Blob,
): Promise<Result<Attachment>> {
  const begun = await client.rpc('begin_upload', { note_id: noteId, name });
  if (begun.error) return dataFailure(begun.error, begun.status);
  const { id, path } = begun.data;

  const stored = await client.storage.from('quarantine').upload(path, file);
  if (stored.error) {
    await client.from('attachments').delete().eq('id', id);
    return storageFailure(stored.error);
  }
  const finished = await client.functions.invoke<Attachment>('finish-upload', {
    body: { attachment_id: id },
  });
  if (finished.error) return functionFailure(finished.error as Error);
  return finished.data === null
    ? failure('unavailable', 'The check has answered nothing')
    : success(finished.data);
}

/** The files of a note that can be read. */
export async function listAttachments(
  client: Client,
  noteId: string,
): Promise<Result<readonly Attachment[]>> {
  const { data, error, status } = await client
    .from('attachments')
    .select()
    .eq('note_id', noteId)
    .eq('state', 'ready')
    .order('created_at')
    .order('id');
  return error ? dataFailure(error, status) : success(data);
}

export async function downloadAttachment(
  client: Client,
  { path }: Pick<Attachment, 'path'>,
): Promise<Result<Blob>> {
  const { data, error } = await client.storage.from('attachments').download(path);
  return error ? storageFailure(error) : success(data);
}

/** A link that works without a session until it expires; browsers save the file under its name. */
export async function linkAttachment(
  client: Client,
  { path, name }: Pick<Attachment, 'path' | 'name'>,
  seconds = 300,
): Promise<Result<string>> {
  const { data, error } = await client.storage
    .from('attachments')
    .createSignedUrl(path, seconds, { download: name });
  return error ? storageFailure(error) : success(data.signedUrl);
}

/** Deletes an attachment: it is out of reach at once, a job takes its bytes away. */
export async function deleteAttachment(client: Client, id: string): Promise<Result<null>> {
  const { data, error, status } = await client
    .from('attachments')
    .delete()
    .eq('id', id)
    .select('id');
  if (error) return dataFailure(error, status);
  return data.length > 0 ? success(null) : failure('not-found', 'There is no such attachment');
}
