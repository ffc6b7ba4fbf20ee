import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ProjectHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

import { SCRIPTS } from './commands.ts';
import type { Server } from './database.ts';
import { newWebhookSecret } from './settings.ts';
import { newKeys } from './stack.ts';

/** The project on disk, and its databases while nothing runs on them. */
export function projectHost(kit: Kit, server: Server): Partial<ProjectHost> {
  return {
    async attemptStart(changes) {
      const folder = kit.copy('attempt', { installed: true });
      const keys = newKeys();
      const values: Record<string, string | undefined> = {
        PORT: '0',
        DEV_PAGE_PORT: '0',
        SUPABASE_PUBLISHABLE_KEY: keys.publishable,
        SUPABASE_SECRET_KEY: keys.secret,
        WEBHOOK_SECRET: `whsec_${newWebhookSecret()}`,
        DATABASE_URL: 'postgres://app:app@127.0.0.1:1/app',
        ...changes,
      };
      const lines = Object.entries(values).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}='${value}'\n`],
      );
      writeFileSync(join(folder, '.env'), lines.join(''), { mode: 0o600 });
      const run = kit.spawn('attempt', 'node', ['tools/local/dev.mjs'], { cwd: folder });
      const late = sleep(60_000, undefined, { ref: false });
      const finished = await Promise.race([run.finished, late]);
      await run[Symbol.asyncDispose]();
      return finished ?? { code: null, output: run.output() };
    },
    createDatabase: async () => ({ name: await server.create({ unmigrated: true }) }),
    async appliedMigrations({ name }) {
      const query = server.on(name);
      const [table] = await query(
        `select to_regclass('supabase_migrations.schema_migrations') is not null as present`,
      );
      if (table?.['present'] !== true) return [];
      const rows = await query(
        'select version from supabase_migrations.schema_migrations order by version',
      );
      return rows.map(({ version }) => String(version));
    },
    async schemaOf({ name }) {
      const rows = await server.on(name)(
        `select table_schema, table_name, column_name, data_type, is_nullable, column_default
         from information_schema.columns where table_schema in ('public', 'private')
         union all
         select schemaname, tablename, indexname, indexdef, '', '' from pg_indexes
         where schemaname in ('public', 'private')
         union all
         select schemaname, tablename, policyname, cmd, coalesce(qual, ''), coalesce(with_check, '')
         from pg_policies where schemaname in ('public', 'private', 'storage')
         union all
         select p.pronamespace::regnamespace::text, p.proname, p.prosrc, p.proacl::text, '', ''
         from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
         order by 1, 2, 3, 4`,
      );
      return rows.map((row) => Object.values(row).join(' ')).join('\n');
    },
    migrate: ({ name }) => {
      const env = { DATABASE_URL: server.url(name) };
      return kit.commands({ folder: copyOf(kit), scripts: SCRIPTS, env })('migrate');
    },
    imageDefinition: async () => undefined,
    async makeSecrets() {
      const folder = kit.copy('secrets', { installed: true });
      const program =
        "const { createEnvFile } = await import('./tools/local/settings.ts');" +
        'createEnvFile(process.cwd());';
      const run = kit.spawn('secrets', 'node', ['--input-type=module', '--eval', program], {
        cwd: folder,
      });
      const { code, output } = await run.finished;
      if (code !== 0) throw new Error(`No secrets are made:\n${output}`);
      rmSync(join(folder, 'node_modules'));
      return folder;
    },
  };
}

/** What the platform's advisors say about the migrations, applied by the documented command to a new database. */
export async function advice(kit: Kit, server: Server): Promise<string[]> {
  const database = await server.create({ unmigrated: true });
  const env = { DATABASE_URL: server.url(database) };
  const folder = copyOf(kit);
  const migrated = await kit.commands({ folder, scripts: SCRIPTS, env })('migrate');
  if (migrated.code !== 0) throw new Error(`The database is not migrated:\n${migrated.output}`);
  const run = kit.spawn('advisors', 'node', ['scripts/db-advisors.ts'], { cwd: folder, env });
  const { code, output } = await run.finished;
  await server.drop(database);
  return code === 0 ? [] : output.trim().split('\n');
}

/** The CLI writes into the project's folder. */
function copyOf(kit: Kit): string {
  return kit.copy('commands', { installed: true });
}
