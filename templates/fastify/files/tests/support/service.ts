import { Writable } from 'node:stream';

import type { FastifyInstance } from 'fastify';
import { afterAll } from 'vitest';

import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { connect, type Database } from '../../src/database/client.ts';
import { createLogger } from '../../src/logger.ts';
import { createMailer, type Mail } from '../../src/mail/mailer.ts';
import { createStorage } from '../../src/storage/create-storage.ts';
import { ApiClient } from './api-client.ts';
import { useStorageFolder } from './storage-folder.ts';
import { useTestDatabase } from './test-database.ts';

export interface TestService {
  app: FastifyInstance;
  db: Database;
  url: string;
  mails: Mail[];
  logLines: string[];
  client(): ApiClient;
}

export const testSecret = 'k7Hq2ZpX9vLr4TnB8wYc1MdF6sJg3RaE';

/** The whole service behind a port, on a database of its own, with a mailbox to look into. */
export async function useService(env: Record<string, string> = {}): Promise<TestService> {
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: await useTestDatabase(),
    DATABASE_POOL_MAX: '5',
    AUTH_SECRET: testSecret,
    BASE_URL: 'http://localhost:3000',
    RATE_LIMIT_MAX: '10000',
    STORAGE_DIR: env['S3_BUCKET'] === undefined ? await useStorageFolder() : '',
    ...env,
  });
  const logLines: string[] = [];
  const logger = createLogger('info', collectLines(logLines));
  const mails: Mail[] = [];
  const database = connect(config.DATABASE_URL ?? '', config.DATABASE_POOL_MAX, logger);
  const mailer = createMailer(async (mail) => void mails.push(mail), logger);

  const storage = await createStorage(config);
  const app = await buildApp({ config, logger, database, mailer, storage });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  afterAll(async () => {
    await app.close();
    await database.close();
  });
  return { app, db: database.db, url, mails, logLines, client: () => new ApiClient(url) };
}

export function collectLines(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(...chunk.toString().split('\n').filter(Boolean));
      done();
    },
  });
}
