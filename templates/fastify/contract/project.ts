import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ProjectHost } from '@plinth/conformance/contract/host';
import type { Kit } from '@plinth/conformance/kit/kit';

import { SCRIPTS } from './commands.ts';
import type { Server } from './database.ts';

/** The project on disk, and its databases while nothing runs on them. */
export function projectHost(kit: Kit, server: Server): Partial<ProjectHost> {
  const secret = randomBytes(32).toString('base64url');
  return {
    async attemptStart(changes) {
      const env: Record<string, string | undefined> = {
        PORT: '0',
        BASE_URL: 'https://api.example.com',
        AUTH_SECRET: secret,
        DATABASE_URL: 'postgres://app:app@127.0.0.1:1/app',
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'no-reply@example.com',
        ...changes,
      };
      const run = kit.spawn('attempt', 'node', ['src/main.ts'], { env });
      const late = sleep(60_000, undefined, { ref: false });
      const finished = await Promise.race([run.finished, late]);
      await run[Symbol.asyncDispose]();
      return finished ?? { code: null, output: run.output() };
    },
    createDatabase: async () => ({ name: await server.create({ empty: true }) }),
    async appliedMigrations({ name }) {
      const query = server.on(name);
      const [table] = await query(
        `select to_regclass('drizzle.__drizzle_migrations') is not null as present`,
      );
      if (table?.['present'] !== true) return [];
      const rows = await query(
        'select hash from drizzle.__drizzle_migrations order by id',
      );
      return rows.map(({ hash }) => String(hash));
    },
    async schemaOf({ name }) {
      const rows = await server.on(name)(
        `select table_schema, table_name, column_name, data_type, is_nullable, column_default
         from information_schema.columns
         where table_schema not in ('pg_catalog', 'information_schema')
         union all
         select schemaname, tablename, indexname, indexdef, '', '' from pg_indexes
         where schemaname not in ('pg_catalog', 'information_schema')
         order by 1, 2, 3`,
      );
      return rows.map((row) => Object.values(row).join(' ')).join('\n');
    },
    migrate: ({ name }) =>
      kit.commands({
        folder: kit.folder,
        scripts: SCRIPTS,
        env: { DATABASE_URL: server.url(name), AUTH_SECRET: secret },
      })('migrate'),
    imageDefinition: async () => {
      const definition = join(kit.folder, 'Dockerfile');
      const ignore = join(kit.folder, '.dockerignore');
      return promisesImage(kit.folder) ? { definition, ignore } : undefined;
    },
    async makeSecrets() {
      const folder = kit.copy('secrets');
      const program =
        "const { createEnvFile } = await import('./src/local/env-file.ts');" +
        'createEnvFile(process.cwd());';
      const run = kit.spawn('secrets', 'node', ['--input-type=module', '--eval', program], {
        cwd: folder,
      });
      const { code, output } = await run.finished;
      if (code !== 0) throw new Error(`No secrets are made:\n${output}`);
      return folder;
    },
  };
}

/** What the project was made with says whether it has an image, so that one that is lost is missed. */
function promisesImage(folder: string): boolean {
  const record = JSON.parse(readFileSync(join(folder, '.plinth', 'project.json'), 'utf8')) as {
    spec: { options: { container?: string } };
  };
  return record.spec.options.container === 'docker';
}
