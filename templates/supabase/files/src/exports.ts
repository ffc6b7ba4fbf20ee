import type { Client } from './client.ts';
import type { Tables } from './database.types.ts';
import { dataFailure, storageFailure } from './failures.ts';
import { failure, type Result, success } from './result.ts';

export type Export = Tables<'exports'>;

/** Asks for a JSON file of all my notes; a job makes it. */
export async function requestExport(client: Client): Promise<Result<Export>> {
  const { data, error, status } = await client.rpc('request_export');
  return error ? dataFailure(error, status) : success(data);
}

/** Where an export stands: `pending`, `ready` or `failed`. */
export async function readExport(client: Client, id: string): Promise<Result<Export>> {
  const { data, error, status } = await client.from('exports').select().eq('id', id).maybeSingle();
  if (error) return dataFailure(error, status);
  return data ? success(data) : failure('not-found', 'There is no such export');
}

export async function downloadExport(
  client: Client,
  { path }: Pick<Export, 'path'>,
): Promise<Result<Blob>> {
  const { data, error } = await client.storage.from('exports').download(path);
  return error ? storageFailure(error) : success(data);
}
