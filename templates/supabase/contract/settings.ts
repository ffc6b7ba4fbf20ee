import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Settings } from '@plinth/conformance/contract/driver';

/** In base64, without the prefix that the setting has. */
export function newWebhookSecret(): string {
  return randomBytes(32).toString('base64');
}

/** What a behaviour wishes, as variables that functions read. */
export function variablesFor(settings: Settings, webhookSecret: string): Record<string, string> {
  return {
    WEBHOOK_SECRET: `whsec_${webhookSecret}`,
    // Whoever waits for jobs waits neither for a long pause nor for the lease of a process that was killed.
    ...(settings.shortRetries === true ? { JOBS_RETRY_SECONDS: '1', JOBS_LEASE_SECONDS: '5' } : {}),
    ...socialVariables(settings.social),
  };
}

function socialVariables(social: Settings['social']): Record<string, string> {
  if (social === undefined) return {};
  const prefix = `SUPABASE_AUTH_EXTERNAL_${social.provider.toUpperCase()}`;
  return { [`${prefix}_CLIENT_ID`]: social.clientId, [`${prefix}_SECRET`]: social.clientSecret };
}

/** What a behaviour wishes of the platform, written into the configuration of a copy. */
export function configure(folder: string, settings: Settings): void {
  const { sessionIdleSeconds, refreshReuseSeconds, social } = settings;
  const changes: Readonly<Record<string, string | undefined>> = {
    inactivity_timeout: sessionIdleSeconds && `"${sessionIdleSeconds}s"`,
    refresh_token_reuse_interval: refreshReuseSeconds && String(refreshReuseSeconds),
    // A behaviour asks for its second mail sooner than a person would.
    max_frequency: '"0s"',
  } as Record<string, string | undefined>;
  const file = join(folder, 'supabase', 'config.toml');
  let text = readFileSync(file, 'utf8');
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const line = new RegExp(`^${key} = .*$`, 'm');
    if (!line.test(text)) throw new Error(`supabase/config.toml has no ${key}`);
    text = text.replace(line, `${key} = ${value}`);
  }
  writeFileSync(file, social ? switchOn(text, social.provider) : text);
}

/** As the comment beside it says that a person does. */
function switchOn(text: string, provider: string): string {
  const section = `[auth.external.${provider}]\n`;
  const off = `${section}enabled = false\n`;
  if (!text.includes(off)) throw new Error(`supabase/config.toml has no ${provider} that is off`);
  return text.replace(off, `${section}enabled = true\n`);
}
