import { randomInt } from 'node:crypto';

import { createClient, type SupabaseClientOptions } from '@supabase/supabase-js';

import type { Client } from '../../src/client.ts';
import type { Database } from '../../src/database.types.ts';
import { publishableKey, secretKey, url } from './environment.ts';

type AuthOptions = NonNullable<SupabaseClientOptions<'public'>['auth']>;

/** A client as an app has it, on an address of its own: attempts are counted by address. */
export function newClient(headers: Record<string, string> = {}, auth: AuthOptions = {}): Client {
  return clientWith(publishableKey, { 'x-forwarded-for': newAddress(), ...headers }, auth);
}

/** A client that passes over every policy. */
export const serviceClient: Client = clientWith(secretKey, {});

function clientWith(key: string, headers: Record<string, string>, auth: AuthOptions = {}): Client {
  return createClient<Database>(url, key, {
    auth: { persistSession: auth.storage !== undefined, autoRefreshToken: false, ...auth },
    global: { headers },
  });
}

export function newAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}
