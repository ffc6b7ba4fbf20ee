import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import type { FreshSystem } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { scriptCommand } from './commands.ts';
import { stopEmbedded } from './database.ts';
import { clientOperations } from './operations.ts';
import { readOutbox } from './outbox.ts';
import { until, untilItServes, urlOf } from './stack.ts';

/** `pnpm dev` in a copy that has neither packages nor settings nor a database. */
export async function startFresh(kit: Kit): Promise<FreshSystem> {
  const folder = kit.copy('fresh');
  const port = await kit.freePort();
  const url = urlOf(port);
  const [program, ...parameters] = scriptCommand(folder, 'dev');
  const run = kit.spawn('dev', program, parameters, {
    cwd: folder,
    env: {
      PORT: String(port),
      DEV_PAGE_PORT: String(await kit.freePort()),
      DOCKER_HOST: 'tcp://127.0.0.1:1',
    },
  });
  const stop = kit.atEnd(async () => {
    await run[Symbol.asyncDispose]();
    await stopEmbedded(kit, folder);
  });
  try {
    await untilItServes(run, url, 200);
    await until(run, () => run.output().includes('member@example.com'));
  } catch (error) {
    await stop();
    throw error;
  }
  const { SEED_PASSWORD = '', SUPABASE_PUBLISHABLE_KEY = '' } = parseEnv(
    readFileSync(join(folder, '.env'), 'utf8'),
  );
  const keys = { publishable: SUPABASE_PUBLISHABLE_KEY, secret: '' };
  return {
    command: [program, ...parameters].join(' '),
    seeded: { email: 'member@example.com', password: SEED_PASSWORD },
    operations: clientOperations(kit, url, keys),
    host: { outbox: () => readOutbox(folder) },
    [Symbol.asyncDispose]: stop,
  };
}
