import { afterAll, expect } from 'vitest';

import { startWorker } from '../../src/jobs/worker.ts';
import { createLogger } from '../../src/logger.ts';
import { run } from './process.ts';
import { collectLines, type TestService } from './service.ts';

/** For what another process does, on a machine that does much else. */
export const patience = { timeout: 30_000 };

/** A worker beside the service, in the process of the test. */
export async function useWorker({ app, db }: TestService): Promise<{ logLines: string[] }> {
  const { config, storage } = app;
  const logLines: string[] = [];
  const logger = createLogger('info', collectLines(logLines));
  const directUrl = config.DATABASE_URL ?? '';
  const worker = await startWorker({ directUrl, config, db, storage, logger });
  afterAll(() => worker.stop(5_000));
  return { logLines };
}

/** The worker as a process of its own. It is ready when this resolves. */
export async function startWorkerProcess({ app }: TestService, env: Record<string, string> = {}) {
  const { DATABASE_URL = '', STORAGE_DIR = '' } = app.config;
  const worker = run('src/worker.ts', {
    DATABASE_URL,
    STORAGE_DIR,
    JOBS_RETRY_SECONDS: '1',
    JOBS_MONITOR_SECONDS: '1',
    ...env,
  });
  await expect.poll(worker.output, patience).toContain('worker ready');
  return worker;
}
