import type { Client } from 'pg';

import { findings } from '../support/advisors.ts';
import { databaseUrl, withDatabase } from '../support/database.ts';
import { runTests } from '../support/pgtap.ts';
import { dataOf, secretClient } from '../support/secret-client.ts';
import { type Check, fault, ok, unknown, type Verdict } from './check.ts';

const guards = ['grants.test.sql', 'policies.test.sql', 'indexes.test.sql'];

/** What stands in the database itself; all of it only reads, or is rolled back. */
export const databaseChecks: readonly Check[] = [
  {
    name: 'Grants, policies and indexes are as the tests have them',
    run: () =>
      inDatabase(async (client) => {
        const runs = await runTests(client, guards);
        const failed = runs.filter(({ failures }) => failures.length > 0);
        return failed.length === 0 ? ok() : fault(failed.map(({ file }) => file).join(', '));
      }),
  },
  {
    name: 'The advisors find nothing',
    async run() {
      const found = await findings(await databaseUrl());
      return found.length === 0 ? ok() : fault(found.map(({ detail }) => detail).join('; '));
    },
  },
  {
    name: 'A schedule calls the function work',
    run: () =>
      inDatabase(async (client) => {
        const { rows } = await client.query(`select to_regclass('cron.job') is not null as there`);
        if (!rows[0]?.there) return unknown('No pg_cron here; the local stack calls it by itself');
        const jobs = await client.query(
          `select from cron.job where active and command like '%/functions/v1/work%'`,
        );
        return jobs.rowCount ? ok() : fault('Run supabase/hosted/schedule.sql');
      }),
  },
  {
    name: 'No job has failed for good',
    async run() {
      const dead = dataOf(await secretClient().rpc('list_dead_jobs'));
      return dead.length === 0 ? ok() : fault(`${dead.length}: see "jobs:dead"`);
    },
  },
];

async function inDatabase(look: (client: Client) => Promise<Verdict>): Promise<Verdict> {
  return withDatabase(await databaseUrl(), look);
}
