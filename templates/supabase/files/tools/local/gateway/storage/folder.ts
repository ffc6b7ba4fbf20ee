import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { App } from '@supabase/lite';

type Adapter = NonNullable<App['_storageAdapter']>;
type Metadata = Awaited<ReturnType<Adapter['headObject']>>;
type Body = Parameters<Adapter['uploadObject']>[3];

/**
 * Objects as files. Their names in the folder are hashes of bucket and key, so that no key, whatever
 * it holds, becomes a path.
 */
export class FolderStorage implements Adapter {
  readonly driver = undefined;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async uploadObject(
    bucket: string,
    key: string,
    _version: string | undefined,
    body: Body,
    mimetype: string,
    cacheControl: string,
  ): Promise<Metadata> {
    const file = this.#file(bucket, key);
    const bytes = body instanceof Uint8Array ? body : await bytesOf(body);
    const eTag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    // The metadata comes last: an object without it is not there.
    await replaceFile(file, bytes);
    await replaceFile(`${file}.json`, JSON.stringify({ mimetype, cacheControl, eTag }));
    return this.headObject(bucket, key);
  }

  async headObject(bucket: string, key: string): Promise<Metadata> {
    const file = this.#file(bucket, key);
    const [{ size, mtime }, about] = await Promise.all([
      stat(file),
      readFile(`${file}.json`, 'utf8'),
    ]);
    const kept = JSON.parse(about) as Pick<Metadata, 'mimetype' | 'cacheControl' | 'eTag'>;
    return { ...kept, size, contentLength: size, lastModified: mtime, httpStatusCode: 200 };
  }

  async getObject(bucket: string, key: string) {
    const metadata = await this.headObject(bucket, key);
    return { metadata, httpStatusCode: 200, body: await readFile(this.#file(bucket, key)) };
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    const file = this.#file(bucket, key);
    await rm(`${file}.json`, { force: true });
    await rm(file, { force: true });
  }

  async deleteObjects(bucket: string, keys: string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.deleteObject(bucket, key)));
  }

  async copyObject(
    bucket: string,
    key: string,
    _version: string | undefined,
    targetBucket: string,
    targetKey: string,
  ) {
    const [source, target] = [this.#file(bucket, key), this.#file(targetBucket, targetKey)];
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(source, target);
    await copyFile(`${source}.json`, `${target}.json`);
    const { eTag, lastModified } = await this.headObject(targetBucket, targetKey);
    return { httpStatusCode: 200, eTag, ...(lastModified && { lastModified }) };
  }

  privateAssetUrl(bucket: string, key: string): Promise<string> {
    return Promise.resolve(`file://${this.#file(bucket, key)}`);
  }

  #file(bucket: string, key: string): string {
    const name = createHash('sha256').update(`${bucket}\0${key}`).digest('hex');
    return join(this.#directory, name.slice(0, 2), name);
  }
}

async function bytesOf(body: Exclude<Body, Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body as ReadableStream).arrayBuffer());
}

/** Renaming is atomic: a reader meets the old content or the new one. */
async function replaceFile(file: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.tmp`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, file);
}
