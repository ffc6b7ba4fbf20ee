import { expect, test } from 'vitest';

import { newClient, serviceClient } from './support/clients.ts';
import { mailsTo, mailTo } from './support/mails.ts';
import { newCredentials, newMember, signIn } from './support/people.ts';

test('a sign-up is confirmed by the code in its mail', async () => {
  const person = newCredentials();
  const client = newClient();
  const signedUp = await client.auth.signUp(person);
  expect(signedUp.data.session).toBeNull();
  expect((await client.auth.signInWithPassword(person)).error?.code).toBe('email_not_confirmed');

  const { code } = await mailTo(person.email);
  const { data } = await client.auth.verifyOtp({ email: person.email, token: code, type: 'email' });

  expect(data.user?.email).toBe(person.email);
  expect((await signIn(person)).session.user.id).toBe(data.user?.id);
});

test('a sign-up is confirmed by the link in its mail, which works once', async () => {
  const person = newCredentials();
  await newClient().auth.signUp(person);
  const { link } = await mailTo(person.email);

  const [first, second] = [await open(link), await open(link)];

  expect(new URLSearchParams(first.hash.slice(1)).get('access_token')).toBeTruthy();
  expect(new URLSearchParams(second.hash.slice(1)).get('error_code')).toBe('otp_expired');
});

test('with PKCE, the link leads back with a code for the client that asked', async () => {
  const person = newCredentials();
  const client = newClient();
  const kept = new Map<string, string>();
  const asking = newPkceClient(kept);
  await asking.auth.signUp(person);
  const { link } = await mailTo(person.email);

  const target = await open(link);
  const code = target.searchParams.get('code') ?? '';

  expect(target.hash).toBe('');
  expect((await newPkceClient(new Map()).auth.exchangeCodeForSession(code)).error).not.toBeNull();
  expect((await asking.auth.exchangeCodeForSession(code)).data.user?.email).toBe(person.email);
  expect((await client.auth.signInWithPassword(person)).error).toBeNull();
});

test('the confirmation is sent again on request, and the first one is void', async () => {
  const person = newCredentials();
  const client = newClient();
  await client.auth.signUp(person);
  const first = await mailTo(person.email);
  await expect
    .poll(async () => (await client.auth.resend({ type: 'signup', email: person.email })).error)
    .toBeNull();
  const second = await mailTo(person.email, 2);

  const verify = (token: string) =>
    client.auth.verifyOtp({ email: person.email, token, type: 'email' });
  expect((await verify(first.code)).error?.code).toBe('otp_expired');
  expect((await verify(second.code)).error).toBeNull();
});

test('a second sign-up with an address changes nothing and is answered like the first', async () => {
  const member = await newMember();
  const fresh = await newClient().auth.signUp(newCredentials());
  const again = await newClient().auth.signUp({
    email: member.email.toUpperCase(),
    password: 'another-horse-8',
  });

  expect(again.error).toEqual(fresh.error);
  expect(again.data.user?.id).not.toBe(member.id);
  expect(await mailsTo(member.email)).toEqual([]);
  expect((await signIn(member)).session.user.id).toBe(member.id);
});

test.each(['short-1', 'only-letters', '1234567890', 'a'.repeat(73)])(
  'the password “%s” is refused',
  async (password) => {
    const { error } = await newClient().auth.signUp({ ...newCredentials(), password });
    expect(['weak_password', 'validation_failed']).toContain(error?.code);
  },
);

test('a wrong password and an unknown address are answered alike', async () => {
  const { email } = await newMember();
  const attempt = async (address: string) =>
    (await newClient().auth.signInWithPassword({ email: address, password: 'wrong-horse-1' }))
      .error;

  const [wrong, unknown] = [await attempt(email), await attempt(newCredentials().email)];

  expect(wrong?.code).toBe('invalid_credentials');
  expect(unknown).toEqual(wrong);
});

test('the mail of a sign-in signs in once, and makes an account only if it is asked to', async () => {
  const { email } = await newMember();
  const client = newClient();
  await client.auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
  const { code } = await mailTo(email);

  const verify = () => client.auth.verifyOtp({ email, token: code, type: 'email' });
  expect((await verify()).data.user?.email).toBe(email);
  expect((await verify()).error?.code).toBe('otp_expired');
  const stranger = newCredentials().email;
  const refused = await client.auth.signInWithOtp({
    email: stranger,
    options: { shouldCreateUser: false },
  });
  expect(refused.error?.code).toBe('otp_disabled');

  await client.auth.signInWithOtp({ email: stranger, options: { data: { name: 'Ada' } } });
  const { users } = (await serviceClient.auth.admin.listUsers({ perPage: 1000 })).data;
  const created = users.find((user) => user.email === stranger);
  expect(created).toMatchObject({ user_metadata: { name: 'Ada' } });
  expect(created).not.toHaveProperty('email_confirmed_at');
});

test('social sign-in is off until it is enabled', async () => {
  const { data } = await newClient().auth.signInWithOAuth({
    provider: 'github',
    options: { skipBrowserRedirect: true },
  });
  const answer = await fetch(data.url ?? '', { redirect: 'manual' });
  expect(answer.status).toBe(400);
});

function newPkceClient(kept: Map<string, string>) {
  return newClient({}, { flowType: 'pkce', storage: storageIn(kept) });
}

function storageIn(kept: Map<string, string>) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

/** Where a link leads. */
async function open(link: URL): Promise<URL> {
  const answer = await fetch(link, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '');
}
