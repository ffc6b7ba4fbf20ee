import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';

import { LocalStackError } from '../local-stack-error.ts';

const bucket = z.object({
  public: z.boolean().default(false),
  file_size_limit: z.string().optional(),
  allowed_mime_types: z.array(z.string()).optional(),
});

const edgeFunction = z.object({
  enabled: z.boolean().default(true),
  verify_jwt: z.boolean().default(true),
  import_map: z.string().optional(),
  entrypoint: z.string().optional(),
});

const hook = z.object({ enabled: z.boolean().default(false), uri: z.string().default('') });

const template = z.object({ subject: z.string().optional(), content_path: z.string().optional() });

const provider = z.object({
  enabled: z.boolean().default(false),
  client_id: z.string().default(''),
  secret: z.string().default(''),
  redirect_uri: z.string().default(''),
});

const email = z.object({
  enable_signup: z.boolean().default(true),
  enable_confirmations: z.boolean().default(false),
  double_confirm_changes: z.boolean().default(true),
  secure_password_change: z.boolean().default(false),
  max_frequency: z.string().default('1s'),
  otp_length: z.number().int().min(6).max(10).default(6),
  otp_expiry: z.number().int().positive().default(3600),
  template: z.record(z.string(), template).default({}),
});

/** Attempts in five minutes from one address; mails in an hour. */
const rateLimit = z.object({
  email_sent: z.number().int().positive().default(30),
  sign_in_sign_ups: z.number().int().positive().default(30),
  token_refresh: z.number().int().positive().default(150),
  token_verifications: z.number().int().positive().default(30),
});

const auth = z.object({
  site_url: z.url().default('http://127.0.0.1:3000'),
  additional_redirect_urls: z.array(z.string()).default([]),
  jwt_expiry: z.number().int().positive().max(604_800).default(3600),
  enable_signup: z.boolean().default(true),
  enable_refresh_token_rotation: z.boolean().default(true),
  refresh_token_reuse_interval: z.number().int().min(0).default(10),
  minimum_password_length: z.number().int().min(6).default(6),
  password_requirements: z.string().default(''),
  rate_limit: rateLimit.prefault({}),
  email: email.prefault({}),
  sessions: z
    .object({ timebox: z.string().optional(), inactivity_timeout: z.string().optional() })
    .default({}),
  hook: z.object({ custom_access_token: hook.prefault({}) }).prefault({}),
  external: z.record(z.string(), provider).default({}),
});

const configFile = z.object({
  project_id: z.string().default('local'),
  api: z
    .object({
      schemas: z.array(z.string()).default(['public', 'graphql_public']),
      extra_search_path: z.array(z.string()).default(['public', 'extensions']),
      max_rows: z.number().int().positive().default(1000),
    })
    .prefault({}),
  auth: auth.prefault({}),
  storage: z
    .object({
      file_size_limit: z.string().default('50MiB'),
      buckets: z.record(z.string(), bucket).default({}),
    })
    .prefault({}),
  edge_runtime: z.object({ secrets: z.record(z.string(), z.string()).default({}) }).prefault({}),
  functions: z.record(z.string(), edgeFunction).default({}),
});

/** What the local stack reads of `supabase/config.toml`; the rest is for the official stack. */
export type ProjectConfig = z.infer<typeof configFile>;

/**
 * Reads `supabase/config.toml`; `env(NAME)` stands for a variable, and for nothing if it is not set.
 * Throws `LocalStackError` with the key at fault.
 */
export function readConfigFile(directory: string, env: NodeJS.ProcessEnv): ProjectConfig {
  const file = join(directory, 'supabase', 'config.toml');
  const parsed = configFile.safeParse(substitute(parseToml(file), env));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new LocalStackError(`supabase/config.toml is not usable:\n  ${faults.join('\n  ')}`);
}

function parseToml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const cause = error instanceof TomlError ? error.message : String(error);
    throw new LocalStackError(`supabase/config.toml cannot be read: ${cause}`, { cause: error });
  }
}

function substitute(value: unknown, env: NodeJS.ProcessEnv): unknown {
  if (typeof value === 'string') {
    const name = /^env\((\w+)\)$/.exec(value)?.[1];
    return name ? (env[name] ?? '') : value;
  }
  if (Array.isArray(value)) return value.map((each) => substitute(each, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, substitute(each, env)]),
  );
}
