import { randomUUID } from 'node:crypto';

import type { Session } from '@supabase/supabase-js';

import type { Client } from '../../src/client.ts';
import { newClient, serviceClient } from './clients.ts';

export interface Person {
  id: string;
  email: string;
  password: string;
  client: Client;
  session: Session;
}

export function newCredentials() {
  return { email: `${randomUUID()}@example.com`, password: 'a-good-horse-7' };
}

/** Somebody with a confirmed account who is signed in. */
export async function newMember(): Promise<Person> {
  const credentials = newCredentials();
  const { data, error } = await serviceClient.auth.admin.createUser({
    ...credentials,
    email_confirm: true,
  });
  if (error) throw error;
  return { id: data.user.id, ...credentials, ...(await signIn(credentials)) };
}

/** A member who is an admin, by the way that the command takes. */
export async function newAdmin(): Promise<Person> {
  const member = await newMember();
  const { error } = await serviceClient.rpc('make_admin', { email: member.email });
  if (error) throw error;
  // The role is in the tokens that are made from now on.
  return { ...member, ...(await signIn(member)) };
}

/** A new session, in a client of its own. */
export async function signIn(credentials: { email: string; password: string }) {
  const client = newClient();
  const { data, error } = await client.auth.signInWithPassword(credentials);
  if (error) throw error;
  return { client, session: data.session };
}
