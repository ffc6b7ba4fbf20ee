import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { describe, expect, test } from 'vitest';

import { loadConfig } from '../src/config.ts';
import { createStorage } from '../src/storage/create-storage.ts';
import type { Storage } from '../src/storage/storage.ts';
import { testSecret } from './support/service.ts';
import { useStorageFolder } from './support/storage-folder.ts';
import { s3Bucket, useS3Server } from './support/storages.ts';

const s3 = await useS3Server();

async function storageWith(env: Record<string, string>): Promise<Storage> {
  return createStorage(loadConfig({ AUTH_SECRET: testSecret, ...env }));
}

const onDisk = await storageWith({ STORAGE_DIR: await useStorageFolder() });
const onS3 = await storageWith(s3.env);

const newKey = () => `things/${randomUUID()}`;
const soon = () => new Date(Math.ceil(Date.now() / 1000 + 1) * 1000);

async function read(storage: Storage, key: string): Promise<Buffer | undefined> {
  const file = await storage.get(key);
  if (!file) return undefined;
  const bytes = Buffer.concat(await file.bytes.toArray());
  expect(file.size).toBe(bytes.length);
  return bytes;
}

async function keysOf(storage: Storage): Promise<string[]> {
  const keys = [];
  for await (const { key } of storage.list('things')) keys.push(key);
  return keys;
}

describe.each([
  ['the local disk', onDisk],
  ['S3', onS3],
])('%s', (_name, storage) => {
  test('keeps bytes until they are deleted', async () => {
    const key = newKey();
    const bytes = randomBytes(12_000_000);
    await storage.put(key, Readable.from(bytes, { objectMode: false }));
    expect((await read(storage, key))?.equals(bytes)).toBe(true);
    expect(await keysOf(storage)).toContain(key);
    await storage.delete(key);
    await storage.delete(key);
    expect(await storage.get(key)).toBeUndefined();
    expect(await keysOf(storage)).not.toContain(key);
  });

  test('replaces what is under a key as a whole', async () => {
    const key = newKey();
    await storage.put(key, Readable.from([Buffer.from('first and longer')]));
    await storage.put(key, Readable.from([Buffer.from('second')]));
    expect((await read(storage, key))?.toString()).toBe('second');
  });

  test('keeps nothing of a source that fails', async () => {
    const key = newKey();
    const before = await keysOf(storage);
    async function* failing() {
      yield randomBytes(6_000_000);
      await sleep(50);
      throw new Error('the source is gone');
    }
    const source = Readable.from(failing(), { objectMode: false });
    await expect(storage.put(key, source)).rejects.toThrow('the source is gone');
    expect(await storage.get(key)).toBeUndefined();
    expect(await keysOf(storage)).toEqual(before);
    expect(s3.uploads.size).toBe(0);
  });
});

test.each(['../secret', 'things/../../secret', 'things/..', '/etc/passwd', 'things\\a', 'things'])(
  'the local disk takes no path for a key: %s',
  async (key) => {
    await expect(onDisk.get(key)).rejects.toThrow('Not a key');
    await expect(onDisk.put(key, Readable.from(['x']))).rejects.toThrow('Not a key');
    expect(() => onDisk.delete(key)).toThrow('Not a key');
  },
);

describe('the S3 server of the tests', async () => {
  const key = newKey();
  await onS3.put(key, Readable.from([Buffer.from('secret')]));
  const address = `${s3.url}/${s3Bucket}/${key}`;
  const link = () => onS3.link(key, { name: 'a.txt', type: 'text/plain', expiresAt: soon() });
  const status = async (url: string, options: RequestInit = {}) =>
    (await fetch(url, options)).status;

  test('refuses requests without a signature', async () => {
    expect(await status(address)).toBe(403);
    expect(await status(address, { method: 'PUT', body: 'x' })).toBe(403);
    expect(await status(address, { method: 'DELETE' })).toBe(403);
    expect(await status(`${s3.url}/${s3Bucket}?list-type=2`)).toBe(403);
    expect(await status(address, { headers: { authorization: 'AWS4-HMAC-SHA256 nonsense' } })).toBe(
      403,
    );
  });

  test.each([
    ['another secret', { S3_SECRET_ACCESS_KEY: 'another-secret' }],
    ['an unknown key', { S3_ACCESS_KEY_ID: 'unknown' }],
  ])('refuses signatures with %s', async (_name, change) => {
    const storage = await storageWith({ ...s3.env, ...change });
    const refused = /SignatureDoesNotMatch|AccessDenied/;
    await expect(storage.get(key)).rejects.toThrow(refused);
    await expect(storage.put(key, Readable.from([Buffer.from('x')]))).rejects.toThrow(refused);
    await expect(storage.delete(key)).rejects.toThrow(refused);
    await expect(keysOf(storage)).rejects.toThrow(refused);
    const wrong = await storage.link(key, { name: 'a', type: 'text/plain', expiresAt: soon() });
    expect(await status(wrong)).toBe(403);
    expect((await read(onS3, key))?.toString()).toBe('secret');
  });

  test('gives a file for a signed link, for no other use and not after its time', async () => {
    const url = await link();
    const answer = await fetch(url);
    expect(await answer.text()).toBe('secret');
    expect(answer.headers.get('content-disposition')).toContain('a.txt');
    expect(await status(url, { method: 'DELETE' })).toBe(403);
    expect(await status(url.replace(key, newKey()))).toBe(403);
    expect(await status(`${url}&response-content-type=text/html`)).toBe(403);
    expect(await status(url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=9999'))).toBe(403);
    await sleep(2_100);
    expect(await status(url)).toBe(403);
  });
});

test('links are signed for the address that readers use', async () => {
  const storage = await storageWith({ ...s3.env, S3_PUBLIC_ENDPOINT: 'https://files.example.com' });
  const link = await storage.link(newKey(), { name: 'a', type: 'text/plain', expiresAt: soon() });
  expect(link).toMatch(/^https:\/\/files\.example\.com\/files\/things\//);
});

test('S3 is not loaded where files are on the local disk', async () => {
  const script = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => {
      if (name.startsWith('@aws-sdk/')) throw new Error('loaded ' + name);
      return next(name, context);
    } });
    const { loadConfig } = await import('./src/config.ts');
    const { createStorage } = await import('./src/storage/create-storage.ts');
    await createStorage(loadConfig(process.env));
    await createStorage(loadConfig({ ...process.env, S3_BUCKET: 'files' })).catch((error) => console.log(error.message));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: { PATH: process.env['PATH'], AUTH_SECRET: testSecret } },
  );
  expect(stdout.trim()).toMatch(/^loaded @aws-sdk\//);
});
