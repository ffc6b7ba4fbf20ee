import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import type { Services } from '../services.ts';

/** What Deno itself needs of the machine: where it keeps packages, and how it gets them. */
const passed =
  /^(path|home|userprofile|localappdata|systemroot|tmpdir|temp|tmp|deno_.*|npm_config_registry|npm_config_userconfig|(https?|no)_proxy|ssl_cert_file|no_color)$/i;

/**
 * The environment of functions: what the platform sets, and the project's secrets from config.toml
 * (`[edge_runtime.secrets]`) and `functions/.env`. Nothing else of this process is handed on.
 */
export function functionEnvironment(
  { origin, keys, signingKey, config }: Services,
  directory: string,
  databaseUrl: string,
): Record<string, string> {
  const machine = Object.entries(process.env).filter(([name]) => passed.test(name));
  const secrets = Object.entries(config.edge_runtime.secrets).filter(([, value]) => value !== '');
  return {
    ...Object.fromEntries(machine.map(([name, value]) => [name, value ?? ''])),
    ...Object.fromEntries(secrets),
    ...ownFile(join(directory, 'functions', '.env')),
    SUPABASE_URL: origin,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: keys.publishable }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: keys.secret }),
    SUPABASE_JWKS: JSON.stringify(signingKey.jwks),
    SUPABASE_DB_URL: databaseUrl,
  };
}

function ownFile(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  const entries = Object.entries(parseEnv(readFileSync(file, 'utf8')));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}
