import { createClient, type SupabaseClient } from '@supabase/supabase-js';

import type { Database } from './database.types.ts';

export type Client = SupabaseClient<Database>;

export interface ClientOptions {
  /** Whether the session survives the page; off in tests and on servers. */
  readonly persistSession?: boolean;
  /** Another `fetch`, e.g. one that adds a `traceparent`. */
  readonly fetch?: typeof fetch;
}

/**
 * The client of the app, for browsers too: it takes the publishable key and nothing else, and every rule of the
 * database holds for it.
 *
 * @throws Error for any other key
 */
export function createAppClient(
  url: string,
  publishableKey: string,
  { persistSession = true, fetch }: ClientOptions = {},
): Client {
  if (!publishableKey.startsWith('sb_publishable_')) {
    throw new Error('The client takes the publishable key (sb_publishable_…) and no other');
  }
  return createClient<Database>(url, publishableKey, {
    auth: { persistSession, autoRefreshToken: persistSession, flowType: 'pkce' },
    ...(fetch === undefined ? {} : { global: { fetch } }),
  });
}
