import { randomBytes } from 'node:crypto';

import type { Settings } from '@plinth/conformance/contract/driver';

/** Secrets of one system; the driver knows them to forge what the service must refuse. */
export interface Secrets {
  readonly auth: string;
  /** In base64, without the prefix that the setting has. */
  readonly webhook: string;
}

export function newSecrets(): Secrets {
  return {
    auth: randomBytes(32).toString('base64url'),
    webhook: randomBytes(32).toString('base64'),
  };
}

/** What a behaviour wishes, as variables of the service. */
export function variablesFor(settings: Settings, secrets: Secrets): Record<string, string> {
  // Sessions are not refreshed by tokens here, so `refreshReuseSeconds` has nothing to say.
  const { publicUrl, sessionIdleSeconds, signedLinkSeconds, shortRetries, workers = 1 } = settings;
  const { graceSeconds } = settings;
  return {
    AUTH_SECRET: secrets.auth,
    WEBHOOK_SECRET: `whsec_${secrets.webhook}`,
    RATE_LIMIT_MAX: '1000000',
    CLEAN_UP_SCHEDULE: farFromNow(new Date()),
    ...(publicUrl === undefined ? {} : { BASE_URL: publicUrl }),
    ...(sessionIdleSeconds === undefined
      ? {}
      : { SESSION_IDLE_SECONDS: String(sessionIdleSeconds) }),
    ...(signedLinkSeconds === undefined ? {} : { SIGNED_LINK_SECONDS: String(signedLinkSeconds) }),
    ...(graceSeconds === undefined ? {} : { SHUTDOWN_GRACE_MS: String(graceSeconds * 1000) }),
    ...(shortRetries === true ? { JOBS_RETRY_SECONDS: '1' } : {}),
    ...socialVariables(settings.social),
    // Whoever waits for jobs does not wait for the worker to look for dead ones and for due ones.
    ...(shortRetries === true || workers > 1 ? { JOBS_MONITOR_SECONDS: '1' } : {}),
  };
}

function socialVariables(social: Settings['social']): Record<string, string> {
  if (social === undefined) return {};
  const prefix = `SOCIAL_${social.provider.toUpperCase()}`;
  return {
    [`${prefix}_CLIENT_ID`]: social.clientId,
    [`${prefix}_CLIENT_SECRET`]: social.clientSecret,
  };
}

/** Once a day, twelve hours from now: in a run, it comes only where a behaviour brings it forward. */
function farFromNow(now: Date): string {
  return `0 ${(now.getUTCHours() + 12) % 24} * * *`;
}
