import { z } from 'zod';

import { defineJob } from '../../jobs/job.ts';
import { cleanUpAccounts } from '../accounts/clean-up.ts';
import { sweepFiles } from '../attachments/sweep.ts';
import { cleanUpExports } from '../exports/clean-up.ts';
import { sweepExports } from '../exports/sweep.ts';
import { cleanUpIdempotencyKeys } from '../idempotency/clean-up.ts';
import { cleanUpWebhooks } from '../webhooks/clean-up.ts';

/** Each part can run again at any time, so a part that fails is repeated together with the others. */
export const cleanUp = defineJob({
  name: 'clean-up',
  payload: z.object({}),
  timeoutSeconds: 60 * 60,
  schedule: (config) => config.CLEAN_UP_SCHEDULE,

  async handler(_payload, { config, db, storage, log }) {
    const now = new Date();
    const removed = {
      ...(await cleanUpAccounts(db, now)),
      idempotencyKeys: await cleanUpIdempotencyKeys(db, now),
      webhookEvents: await cleanUpWebhooks(db, now),
      exports: await cleanUpExports(db, config.EXPORTS_KEEP_DAYS, now),
      attachmentFiles: await sweepFiles(db, storage, now),
      exportFiles: await sweepExports(db, storage, now),
    };
    log.info({ removed }, 'cleaned up');
  },
});

export const jobs = [cleanUp];
