import type { MiddlewareHandler } from 'hono';

import type { ProjectConfig } from '../../config/config-file.ts';
import { authError } from '../answers.ts';

const windowMs = 300_000;

type Budget = keyof Pick<
  ProjectConfig['auth']['rate_limit'],
  'sign_in_sign_ups' | 'token_refresh' | 'token_verifications'
>;

/** Which attempts of one address are counted together. */
const budgets: Record<string, Budget> = {
  '/signup': 'sign_in_sign_ups',
  '/otp': 'sign_in_sign_ups',
  '/magiclink': 'sign_in_sign_ups',
  '/recover': 'sign_in_sign_ups',
  '/resend': 'sign_in_sign_ups',
  '/token?password': 'sign_in_sign_ups',
  '/token?refresh_token': 'token_refresh',
  '/verify': 'token_verifications',
};

/** Refuses an address that has used up its attempts of the last five minutes, as config.toml sets them. */
export function rateLimit(limits: ProjectConfig['auth']['rate_limit']): MiddlewareHandler {
  const attempts = new Map<string, number[]>();
  return async (context, next) => {
    const budget = budgetOf(new URL(context.req.url));
    if (!budget) return next();
    const key = `${budget} ${addressOf(context.req.raw)}`;
    const recent = (attempts.get(key) ?? []).filter((at) => at > Date.now() - windowMs);
    if (recent.length >= limits[budget]) {
      return authError(429, 'over_request_rate_limit', 'Request rate limit reached');
    }
    attempts.set(key, [...recent, Date.now()]);
    return next();
  };
}

function budgetOf({ pathname, searchParams }: URL): Budget | undefined {
  const path = pathname.replace(/^\/auth\/v1/, '');
  return budgets[path] ?? budgets[`${path}?${searchParams.get('grant_type')}`];
}

/**
 * Hosted, the edge sets this header. Here everything comes from this machine, and a client that wants
 * to be told apart says so: the tests do.
 */
function addressOf({ headers }: Request): string {
  return headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'this machine';
}
