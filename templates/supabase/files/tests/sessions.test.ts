import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';

import { newClient, serviceClient } from './support/clients.ts';
import { inDatabase } from './support/database.ts';
import { mailTo } from './support/mails.ts';
import { newCredentials, newMember, signIn } from './support/people.ts';

test('a session that is refreshed gets a new refresh token; a used one ends the session', async () => {
  const { session, client } = await newMember();
  const refresh = (token: string) => client.auth.refreshSession({ refresh_token: token });

  const second = await refresh(session.refresh_token);
  const third = await refresh(second.data.session?.refresh_token ?? '');
  expect(third.error).toBeNull();
  expect(third.data.session?.refresh_token).not.toBe(session.refresh_token);

  expect((await refresh(session.refresh_token)).error?.code).toBe('refresh_token_already_used');
  const last = await refresh(third.data.session?.refresh_token ?? '');
  expect(last.error?.code).toBe('refresh_token_already_used');
});

test('two refreshes at once give the same session', async () => {
  const { session, client } = await newMember();
  const first = await client.auth.refreshSession(session);
  const second = await newClient().auth.refreshSession(session);
  expect(second.data.session?.refresh_token).toBe(first.data.session?.refresh_token);
});

test('after a sign-out, neither of its tokens is worth anything', async () => {
  const member = await newMember();
  const other = await signIn(member);
  await member.client.auth.signOut({ scope: 'local' });

  const client = newClient();
  const token = member.session.access_token;
  expect((await client.auth.getUser(token)).error?.name).toBe('AuthSessionMissingError');
  const refreshed = await client.auth.refreshSession(member.session);
  expect(refreshed.error?.code).toBe('refresh_token_not_found');
  expect((await other.client.auth.getUser()).error).toBeNull();
});

test('a password is reset by a mail that works once and ends the other sessions', async () => {
  const member = await newMember();
  const client = newClient();
  await client.auth.resetPasswordForEmail(member.email);
  const { code } = await mailTo(member.email);
  const verify = () =>
    client.auth.verifyOtp({ email: member.email, token: code, type: 'recovery' });

  expect((await verify()).error).toBeNull();
  expect((await client.auth.updateUser({ password: 'short' })).error?.code).toBe('weak_password');
  const same = await client.auth.updateUser({ password: member.password });
  expect(same.error?.code).toBe('same_password');
  const password = 'a-better-horse-9';
  expect((await client.auth.updateUser({ password })).error).toBeNull();

  expect((await verify()).error?.code).toBe('otp_expired');
  const old = await member.client.auth.refreshSession(member.session);
  expect(old.error?.code).toBe('refresh_token_not_found');
  expect((await newClient().auth.signInWithPassword(member)).error?.code).toBe(
    'invalid_credentials',
  );
  expect((await signIn({ email: member.email, password })).session.user.id).toBe(member.id);
  expect((await client.auth.getUser()).error).toBeNull();
});

test('a session that is older than a day needs a code to set a password', async () => {
  const { client, session, email } = await newMember();
  const { session_id: id } = decodeJwt<{ session_id: string }>(session.access_token);
  await inDatabase(
    (sql) => sql`update auth.sessions set created_at = now() - interval '2 days' where id = ${id}`,
  );
  const change = (nonce?: string) =>
    client.auth.updateUser({ password: 'a-better-horse-9', ...(nonce && { nonce }) });

  expect((await change()).error?.code).toBe('reauthentication_needed');
  await client.auth.reauthenticate();
  const { code } = await mailTo(email);
  expect((await change('000000')).error?.code).toBe('reauthentication_not_valid');
  expect((await change(code)).error).toBeNull();
});

test('a reset for an unknown address is answered like any other', async () => {
  const { error } = await newClient().auth.resetPasswordForEmail('nobody@example.com');
  expect(error).toBeNull();
});

test('an admin changes, bans and deletes accounts with the secret key alone', async () => {
  const member = await newMember();
  const { admin } = serviceClient.auth;
  const changed = await admin.updateUserById(member.id, {
    app_metadata: { plan: 'team' },
    user_metadata: { name: 'Ada' },
  });
  expect(changed.data.user).toMatchObject({
    app_metadata: { plan: 'team', provider: 'email' },
    user_metadata: { name: 'Ada' },
  });
  expect((await member.client.auth.admin.getUserById(member.id)).error?.code).toBe('not_admin');

  await admin.updateUserById(member.id, { ban_duration: '1h' });
  expect((await newClient().auth.signInWithPassword(member)).error?.code).toBe('user_banned');
  await admin.updateUserById(member.id, { ban_duration: 'none' });
  expect((await signIn(member)).session.user.id).toBe(member.id);

  expect((await admin.deleteUser(member.id)).error).toBeNull();
  expect((await admin.getUserById(member.id)).error?.code).toBe('user_not_found');
  expect((await newClient().auth.signInWithPassword(member)).error?.code).toBe(
    'invalid_credentials',
  );
});

test('users are listed by pages', async () => {
  await Promise.all([newMember(), newMember(), newMember()]);
  const { admin } = serviceClient.auth;
  const first = await admin.listUsers({ page: 1, perPage: 2 });
  const second = await admin.listUsers({ page: 2, perPage: 2 });
  expect(first.data).toMatchObject({ nextPage: 2 });
  const ids = [...first.data.users, ...second.data.users].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an invitation makes an account that its mail confirms', async () => {
  const { email } = newCredentials();
  const { admin } = serviceClient.auth;
  expect((await admin.inviteUserByEmail(email)).error).toBeNull();
  expect((await admin.inviteUserByEmail(email)).error?.code).toBe('email_exists');
  const { code } = await mailTo(email);
  const { data } = await newClient().auth.verifyOtp({ email, token: code, type: 'invite' });
  expect(data.user?.email).toBe(email);
});

test('a link of the admin API signs in without a mail', async () => {
  const { email, id } = await newMember();
  const { data } = await serviceClient.auth.admin.generateLink({ type: 'magiclink', email });
  const verified = await newClient().auth.verifyOtp({
    token_hash: data.properties?.hashed_token ?? '',
    type: 'magiclink',
  });
  expect(verified.data.user?.id).toBe(id);
});
