import { randomBytes } from 'node:crypto';

import { expect } from 'vitest';

import { type Attachment, storageFolder } from '../../src/features/attachments/model.ts';
import type { Note } from '../../src/features/notes/model.ts';
import type { Answer, ApiClient } from './api-client.ts';
import type { TestService } from './service.ts';

export interface AttachmentPage {
  items: Attachment[];
  nextCursor: string | null;
}

export const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
export const jpeg = Buffer.from('ffd8ffe000104a4649460001', 'hex');
export const pdf = Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1');

export function pngOf(size: number): Buffer {
  return Buffer.concat([png, randomBytes(size - png.length)]);
}

export async function newNote(client: ApiClient): Promise<Note> {
  const answer = await client.post<Note>('/v1/notes', { title: 'With files', body: '' });
  expect(answer.status).toBe(201);
  return answer.body;
}

/** Sends the bytes with a length that is known from the start, or without one. */
export async function tryUpload<Body = Attachment>(
  client: ApiClient,
  noteId: string,
  name: string,
  content: Uint8Array | ReadableStream<Uint8Array>,
  type = 'application/octet-stream',
): Promise<Answer<Body>> {
  const path = `/v1/notes/${noteId}/attachments?name=${encodeURIComponent(name)}`;
  const response = await fetch(client.url + path, {
    method: 'POST',
    headers: {
      'content-type': type,
      ...(client.token === undefined ? {} : { authorization: `Bearer ${client.token}` }),
    },
    body: content,
    duplex: 'half',
  });
  const body = (await response.json()) as Body;
  return { status: response.status, headers: response.headers, body };
}

export async function upload(
  client: ApiClient,
  noteId: string,
  name: string,
  content: Uint8Array,
): Promise<Attachment> {
  const answer = await tryUpload(client, noteId, name, content);
  expect(answer.status).toBe(201);
  return answer.body;
}

/** The content of a path of the service, or of a whole address. */
export async function download(client: ApiClient, address: string) {
  const response = await fetch(new URL(address, client.url), {
    headers: client.token === undefined ? {} : { authorization: `Bearer ${client.token}` },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

/** In chunks, so that no content-length is sent. */
export function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** The keys of all attachments in the storage, those that nobody can reach included. */
export async function storedKeys({ app }: TestService): Promise<string[]> {
  const keys = [];
  for await (const { key } of app.storage.list(storageFolder)) keys.push(key);
  return keys;
}
