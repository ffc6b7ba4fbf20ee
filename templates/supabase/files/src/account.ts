import type { Provider, Session } from '@supabase/supabase-js';

import type { Client } from './client.ts';
import { authFailure } from './failures.ts';
import { type Result, success } from './result.ts';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs up. The answer is the same for an address that is taken; a mail asks to confirm a new one. */
export async function signUp(client: Client, credentials: Credentials): Promise<Result<null>> {
  const { error } = await client.auth.signUp(credentials);
  return error ? authFailure(error) : success(null);
}

export async function signIn(client: Client, credentials: Credentials): Promise<Result<Session>> {
  const { data, error } = await client.auth.signInWithPassword(credentials);
  return error ? authFailure(error) : success(data.session);
}

/**
 * Sends a mail with a link, and a code, that sign in once. An unknown address gets neither a mail nor an account, and the
 * answer is the same, so that an app does not tell who has one.
 */
export async function sendMagicLink(client: Client, email: string): Promise<Result<null>> {
  const { error } = await client.auth.signInWithOtp({
    email,
    options: { shouldCreateUser: false },
  });
  return error && error.code !== 'otp_disabled' ? authFailure(error) : success(null);
}

/** Begins a social sign-in: the address to go to. Refused until the provider is enabled in config.toml. */
export async function startSocialSignIn(
  client: Client,
  provider: Provider,
  redirectTo: string,
): Promise<Result<string>> {
  const { data, error } = await client.auth.signInWithOAuth({
    provider,
    options: { redirectTo, skipBrowserRedirect: true },
  });
  return error ? authFailure(error) : success(data.url);
}

/** Sends a mail with a link that leads to `redirectTo`, where the new password is asked for. */
export async function requestPasswordReset(
  client: Client,
  email: string,
  redirectTo: string,
): Promise<Result<null>> {
  const { error } = await client.auth.resetPasswordForEmail(email, { redirectTo });
  return error ? authFailure(error) : success(null);
}

/** Sets the password of the signed-in user and ends the other sessions. */
export async function setPassword(client: Client, password: string): Promise<Result<null>> {
  const changed = await client.auth.updateUser({ password });
  if (changed.error) return authFailure(changed.error);
  const { error } = await client.auth.signOut({ scope: 'others' });
  return error ? authFailure(error) : success(null);
}

export async function signOut(client: Client): Promise<Result<null>> {
  const { error } = await client.auth.signOut({ scope: 'local' });
  return error ? authFailure(error) : success(null);
}
