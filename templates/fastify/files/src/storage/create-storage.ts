import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Config } from '../config.ts';
import { createLinks } from './links.ts';
import { createLocalStorage } from './local.ts';
import type { Storage } from './storage.ts';

const projectStorage = fileURLToPath(new URL('../../.local/storage', import.meta.url));

/** S3 where S3_BUCKET is set; otherwise STORAGE_DIR, or a folder of the project in development. */
export async function createStorage(config: Config): Promise<Storage> {
  if (config.S3_BUCKET !== undefined) {
    const { createS3Storage } = await import('./s3.ts');
    return createS3Storage(config, config.S3_BUCKET);
  }
  if (config.STORAGE_DIR === undefined && config.NODE_ENV === 'production') {
    throw new Error('STORAGE_DIR or S3_BUCKET is required in production');
  }
  return createLocalStorage(resolve(config.STORAGE_DIR ?? projectStorage), createLinks(config));
}
