import { App, setExperimental } from '@supabase/lite';
import type { Sql } from 'postgres';

import type { ProjectConfig } from '../config/config-file.ts';
import { FaithfulConnection } from './connection.ts';
import { createRoles, prepareDatabase } from './database.ts';
import type { Mailer } from './mailer.ts';
import { muteConsole } from './mute-console.ts';
import type { ApiKeys } from './services.ts';
import { FolderStorage } from './storage/folder.ts';

/** The services of Supabase, emulated by `@supabase/lite` in this process. */
export interface Emulator {
  fetch(request: Request): Promise<Response>;
  /** Reads tables and functions anew, after a migration. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

interface Means {
  databaseUrl: string;
  sql: Sql;
  config: ProjectConfig;
  keys: ApiKeys;
  mailer: Mailer;
  innerSecret: string;
  storageDirectory: string;
}

/** Makes the platform's own schemas in the database and starts the emulator on it. */
export async function startEmulator(means: Means): Promise<Emulator> {
  const { databaseUrl, sql } = means;
  setExperimental('storage', true);
  await createRoles(sql);
  const connection = new FaithfulConnection({
    url: databaseUrl,
    postgresOptions: { onnotice: () => {}, max: 10, types: { timestamptz } },
  });
  const sound = muteConsole();
  let due: NodeJS.Timeout | undefined;
  const giveBack = async () => {
    clearTimeout(due);
    // With a limit: without one, this waits for whatever is still being asked.
    await connection.driver.end({ timeout: 1 });
    sound.restore();
  };
  try {
    const app = await startApp(connection, means);
    const reload = async () => void (await connection.introspect({ useCache: false }));
    // A migration notifies with each of its statements.
    const reloadSoon = () => {
      clearTimeout(due);
      due = setTimeout(() => void reload(), 50);
    };
    const listening = await sql.listen('pgrst', reloadSoon);
    const close = () => listening.unlisten().then(giveBack);
    return { fetch: (request) => app.fetch(request), reload, close };
  } catch (error) {
    await giveBack();
    throw error;
  }
}

async function startApp(connection: FaithfulConnection, means: Means): Promise<App> {
  const { config, sql } = means;
  const app = new App({
    connection,
    api: { schemas: config.api.schemas, max_rows: config.api.max_rows },
    auth: authSettings(means),
    storage: { enabled: true, ...config.storage },
    options: { server: { admin: false, disableStudio: true } },
  });
  // Its places for parts of one's own.
  const storage = new FolderStorage(means.storageDirectory);
  Object.assign(app, { _storageAdapter: storage, _mailer: means.mailer });
  await app.ensureSystemSchema();
  await prepareDatabase(sql);
  return app.init();
}

/** Times as JSON has them in Postgres: `2026-11-21T03:00:00.123456+00:00`. */
const timestamptz = {
  to: 1184,
  from: [1184],
  serialize: (value: unknown) => value,
  parse: (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
};

/** The settings that the emulator knows, under the names of config.toml. */
function authSettings({ config: { auth }, keys, innerSecret }: Means) {
  const { rate_limit: _limits, hook: _hook, email, ...settings } = auth;
  const {
    max_frequency: _frequency,
    secure_password_change: _fresh,
    template: _templates,
    ...emailSettings
  } = email;
  return {
    ...settings,
    enabled: true,
    email: emailSettings,
    jwt_secret: innerSecret,
    publishable_key: keys.publishable,
    secret_key: keys.secret,
  };
}
