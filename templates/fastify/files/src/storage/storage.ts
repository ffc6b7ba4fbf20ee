import type { Readable } from 'node:stream';

export interface StoredFile {
  key: string;
  modifiedAt: Date;
}

export interface LinkOptions {
  /** The name under which a browser saves the file. */
  name: string;
  type: string;
  expiresAt: Date;
}

/**
 * Where the bytes of files are. A key is a folder and an id, never a name that somebody chose:
 * names live in the database.
 */
export interface Storage {
  /** Stores the bytes as a whole or, when they or their source fail, not at all. */
  put(key: string, bytes: Readable): Promise<void>;
  get(key: string): Promise<{ bytes: Readable; size: number } | undefined>;
  /** Fine as well when there is nothing under the key. */
  delete(key: string): Promise<void>;
  /** An address that gives the file to whoever has it, until it expires. */
  link(key: string, options: LinkOptions): Promise<string>;
  /** Everything in a folder, leftovers of broken uploads included. */
  list(folder: string): AsyncIterable<StoredFile>;
}

/** The storage does not answer. Trying again later can help. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}

/** By its name, as a process can hold this module twice, which tests do. */
export function isStorageUnavailable(error: unknown): boolean {
  return error instanceof Error && error.name === 'StorageUnavailable';
}
