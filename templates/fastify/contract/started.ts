import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import type { FreshSystem, ProductionSystem } from '@plinth/conformance/contract/driver';
import type { Database } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';
import type { RunningProcess } from '@plinth/conformance/kit/processes';

import { createCall } from './caller.ts';
import { stopEmbedded } from './database.ts';
import { readLog } from './logs.ts';
import { httpOperations } from './operations.ts';
import { readOutbox } from './outbox.ts';
import { untilItServes, untilItWorks } from './processes.ts';
import { buildForProduction, developmentPackages, managerOf } from './production-packages.ts';
import type { Parts } from './system.ts';

/** `pnpm dev` in a copy that has neither packages nor settings nor a database. */
export async function startFresh(kit: Kit): Promise<FreshSystem> {
  const { folder, url, command, run, stop } = await kit.startFresh({
    serves: (each, address) => untilItServes(each, address, 180),
    close: (each) => stopEmbedded(kit, each),
  });
  const settings = parseEnv(readFileSync(join(folder, '.env'), 'utf8'));
  return {
    command,
    seeded: { email: 'member@example.com', password: settings['SEED_PASSWORD'] ?? '' },
    operations: httpOperations(createCall(kit, url)),
    host: {
      outbox: () => readOutbox(folder),
      logs: async () => readLog(run.output()),
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** The build, on production packages alone, as the README's “Going to production” says. */
export async function startProduction(
  { kit, server, openStorage }: Parts,
  database: Database,
): Promise<ProductionSystem> {
  const folder = kit.copy('production');
  const manager = managerOf(folder);
  await buildForProduction(kit, folder, manager);
  const storage = await openStorage();
  const port = await kit.freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: 'https://api.example.com',
    DATABASE_URL: server.url(database.name),
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'no-reply@example.com',
    ...storage.env,
  };
  const [run, worker] = ['start', 'start:worker'].map((script) =>
    kit.spawn(`production-${script.replace(':', '-')}`, manager, ['run', script], {
      cwd: folder,
      env,
    }),
  ) as [RunningProcess, RunningProcess];
  await Promise.all([untilItServes(run, url), untilItWorks(worker)]);
  return {
    developmentPackages: developmentPackages(folder, manager),
    operations: httpOperations(createCall(kit, url)),
    host: {
      logs: async () => [...readLog(run.output()), ...readLog(worker.output(), 'worker')],
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([run, worker].map((each) => each[Symbol.asyncDispose]()));
      await storage[Symbol.asyncDispose]();
    },
  };
}
