import { join } from 'node:path';

import postgres from 'postgres';

import { alone } from './alone.ts';
import { checkSettings } from './check-settings.ts';
import { readConfigFile } from './config/config-file.ts';
import { startEmulator } from './gateway/emulator.ts';
import { functionEnvironment } from './gateway/functions/environment.ts';
import { createFunctionRunner, type FunctionRunner } from './gateway/functions/runner.ts';
import { createGateway, serveGateway } from './gateway/gateway.ts';
import { claimsHook } from './gateway/hook.ts';
import { Mailer } from './gateway/mailer.ts';
import { refuseToServe } from './gateway/refuse.ts';
import type { ApiKeys, Services } from './gateway/services.ts';
import { loadSigningKey } from './gateway/signing-key.ts';
import { createTokens } from './gateway/tokens.ts';
import { migrate } from './migrate.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { freePort } from './ports.ts';

export interface Start {
  /** The project. */
  directory: string;
  /** Where mails, files and the signing key are kept. */
  dataDirectory: string;
  /** The settings: `.env` and the environment. */
  env: NodeJS.ProcessEnv;
  databaseUrl: string;
  keys: ApiKeys;
  /** 0 takes any free one. */
  port: number;
  /** Gets each line that a function prints. */
  print: (source: string, line: string) => void;
}

export interface LocalStack {
  url: string;
  outbox: Outbox;
  functions: FunctionRunner;
  sql: postgres.Sql;
  close(): Promise<void>;
}

/**
 * Starts what stands in for a hosted project, on a database that may be empty, and applies the
 * migrations. Throws `LocalStackError` for what a person can put right. Close it to end its processes.
 */
export async function startLocalStack(start: Start): Promise<LocalStack> {
  refuseToServe(start.env);
  checkSettings(start.env);
  const { directory, dataDirectory, env, databaseUrl, keys, print } = start;
  const config = readConfigFile(directory, env);
  const port = start.port === 0 ? ((await freePort()) ?? 0) : start.port;
  const origin = `http://127.0.0.1:${port}`;
  const configDirectory = join(directory, 'supabase');

  const sql = postgres(databaseUrl, { max: 6, onnotice: () => {} });
  const opened: (() => Promise<unknown>)[] = [() => sql.end({ timeout: 1 })];
  const close = async () => {
    for (const each of opened.toReversed()) await each();
  };
  try {
    const signingKey = await loadSigningKey(join(dataDirectory, 'signing-key.json'));
    const outbox = createOutbox(join(dataDirectory, 'outbox'));
    const mailer = new Mailer({ outbox, auth: config.auth, origin, configDirectory });
    const { innerSecret } = signingKey;
    const storageDirectory = join(dataDirectory, 'storage');
    const means = { databaseUrl, sql, config, keys, mailer, innerSecret, storageDirectory };
    const emulator = await alone(sql, async () => {
      const started = await startEmulator(means);
      opened.push(() => started.close());
      await migrate(directory, databaseUrl);
      return started;
    });
    await emulator.reload();

    const hook = claimsHook(sql, config.auth.hook.custom_access_token);
    const tokens = createTokens({ sql, key: signingKey, issuer: `${origin}/auth/v1`, hook });
    const services: Services = {
      config,
      origin,
      keys,
      sql,
      signingKey,
      tokens,
      emulator,
      mailer,
      outbox,
    };
    const runner = createFunctionRunner({
      directory: configDirectory,
      env: functionEnvironment(services, configDirectory, databaseUrl),
      print,
    });
    opened.push(() => runner.close());
    const gateway = createGateway(services, { runner, directory: configDirectory });
    const server = await serveGateway(gateway, port);
    opened.push(() => server.close());
    return { url: origin, outbox, functions: runner, sql, close };
  } catch (error) {
    await close();
    throw error;
  }
}
