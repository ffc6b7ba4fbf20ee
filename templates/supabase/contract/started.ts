import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import type { FreshSystem } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { stopEmbedded } from './database.ts';
import { clientOperations } from './operations.ts';
import { readOutbox } from './outbox.ts';
import { until, untilItServes } from './stack.ts';

/** `pnpm dev` in a copy that has neither packages nor settings nor a database. */
export async function startFresh(kit: Kit): Promise<FreshSystem> {
  const { folder, url, command, stop } = await kit.startFresh({
    async serves(run, address) {
      await untilItServes(run, address, 200);
      await until(run, () => run.output().includes('member@example.com'));
    },
    close: (each) => stopEmbedded(kit, each),
  });
  const { SEED_PASSWORD = '', SUPABASE_PUBLISHABLE_KEY = '' } = parseEnv(
    readFileSync(join(folder, '.env'), 'utf8'),
  );
  const keys = { publishable: SUPABASE_PUBLISHABLE_KEY, secret: '' };
  return {
    command,
    seeded: { email: 'member@example.com', password: SEED_PASSWORD },
    operations: clientOperations(kit, url, keys),
    host: { outbox: () => readOutbox(folder) },
    [Symbol.asyncDispose]: stop,
  };
}
