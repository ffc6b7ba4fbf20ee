import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { accounts } from '../src/features/accounts/schema.ts';
import { newEmail, newMember, signIn, signUp } from './support/accounts.ts';
import type { Problem } from './support/api-client.ts';
import { useGitHub } from './support/github.ts';
import { useService } from './support/service.ts';

const off = await useService();
const service = await useService({
  CORS_ORIGINS: 'https://app.example.com',
  SOCIAL_GITHUB_CLIENT_ID: 'github-id',
  SOCIAL_GITHUB_CLIENT_SECRET: 'github-secret',
});
const both = await useService({
  SOCIAL_GITHUB_CLIENT_ID: 'github-id',
  SOCIAL_GITHUB_CLIENT_SECRET: 'github-secret',
  SOCIAL_GOOGLE_CLIENT_ID: 'google-id',
  SOCIAL_GOOGLE_CLIENT_SECRET: 'google-secret',
});
const github = useGitHub();
const page = 'https://app.example.com/signed-in';
let lastId = 1000;

const newPerson = (email: string, isVerified = true) => {
  lastId += 1;
  return { id: lastId, login: `octo-${lastId}`, email, isVerified };
};

/** What a browser keeps from the answer to send it with the way back. */
async function begin(callbackURL = page) {
  const answer = await service
    .client()
    .post<{ url: string }>('/api/auth/sign-in/social', { provider: 'github', callbackURL });
  expect(answer.status).toBe(200);
  const url = new URL(answer.body.url);
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  return { url, cookie: cookie.join('; '), state: url.searchParams.get('state') ?? '' };
}

function comeBack(state: string, cookie: string, more = 'code=the-code') {
  return service
    .client()
    .get<Problem>(`/api/auth/callback/github?state=${state}&${more}`, { headers: { cookie } });
}

async function signInAs(person: ReturnType<typeof newPerson>) {
  github.signInAs(person);
  const { state, cookie } = await begin();
  const answer = await comeBack(state, cookie);
  const session = answer.headers
    .getSetCookie()
    .find((each) => each.startsWith('app.session_token='))
    ?.split(';')[0];
  return { answer, location: answer.headers.get('location'), session };
}

test('without keys there is no social sign-in', async () => {
  const client = off.client();
  expect((await client.get('/api/auth/social-providers')).body).toEqual({ items: [] });
  const begun = await client.post('/api/auth/sign-in/social', {
    provider: 'github',
    callbackURL: '/',
  });
  expect(begun.status).toBe(404);
  expect((await client.get('/api/auth/callback/github?state=a&code=b')).status).toBe(404);
});

test('a provider without keys does not exist beside one that has them', async () => {
  const client = service.client();
  expect((await client.get('/api/auth/social-providers')).body).toEqual({ items: ['github'] });
  const begun = await client.post('/api/auth/sign-in/social', {
    provider: 'google',
    callbackURL: '/',
  });
  expect(begun.status).toBe(404);
  expect((await client.get('/api/auth/callback/google?state=a&code=b')).status).toBe(404);
  const unknown = { provider: 'unknown', callbackURL: '/' };
  expect((await client.post('/api/auth/sign-in/social', unknown)).status).toBe(422);
});

test.each([
  ['github', 'https://github.com/login/oauth/authorize'],
  ['google', 'https://accounts.google.com/o/oauth2/v2/auth'],
])('the browser is sent to %s, with a state and a challenge', async (provider, address) => {
  const answer = await both
    .client()
    .post<{ url: string }>('/api/auth/sign-in/social', { provider, callbackURL: '/' });
  const url = new URL(answer.body.url);
  expect(url.origin + url.pathname).toBe(address);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: `${provider}-id`,
    redirect_uri: `http://localhost:3000/api/auth/callback/${provider}`,
    response_type: 'code',
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[\w-]{32}$/),
  });
  expect(JSON.stringify(answer.body)).not.toContain('secret');
});

describe('coming back', () => {
  test('signs a new person in and leads to the page', async () => {
    const email = newEmail();
    const { answer, location, session } = await signInAs(newPerson(email));
    expect(answer.status).toBe(302);
    expect(location).toBe(page);
    expect(github.exchanged.at(-1)?.get('code')).toBe('the-code');
    expect(github.exchanged.at(-1)?.get('code_verifier')).toMatch(/^\S{43,}$/);
    const me = await service.client().get('/v1/me', { headers: { cookie: session ?? '' } });
    expect(me.body).toMatchObject({ email, name: 'Octo Cat', role: 'member' });
  });

  test('finds the same account again, and a confirmed one with the same address', async () => {
    const { email, id } = await newMember(service);
    const person = newPerson(email);
    for (let round = 0; round < 2; round += 1) {
      const { session } = await signInAs(person);
      const me = await service.client().get('/v1/me', { headers: { cookie: session ?? '' } });
      expect(me.body).toMatchObject({ id, email });
    }
    await signIn(service, email);
  });

  test('keeps no token of the provider', async () => {
    const person = newPerson(newEmail());
    await signInAs(person);
    await signInAs(person);
    const rows = await service.db
      .select()
      .from(accounts)
      .where(eq(accounts.accountId, String(person.id)));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ accessToken: null, refreshToken: null, idToken: null });
    expect(service.logLines.join('\n')).not.toMatch(/gho_secret|the-code/);
  });

  test('with an address that the provider has not confirmed lets nobody in', async () => {
    const { email } = await newMember(service);
    for (const address of [email, newEmail()]) {
      const { location, session } = await signInAs(newPerson(address, false));
      expect(location).toMatch(/^https:\/\/app\.example\.com\/signed-in\?error=/);
      expect(session).toBeUndefined();
    }
  });

  test('does not take over an account whose address was never confirmed', async () => {
    const email = await signUp(service);
    const { location, session } = await signInAs(newPerson(email));
    expect(location).toContain('error=account_not_linked');
    expect(session).toBeUndefined();
  });

  test('in another browser, twice or with a made-up state is refused', async () => {
    github.signInAs(newPerson(newEmail()));
    const mine = await begin();
    const theirs = await begin();
    const refused = async (state: string, cookie: string) => {
      const answer = await comeBack(state, cookie);
      const location = answer.headers.get('location');
      const isRefused = [401, 422].includes(answer.status);
      expect(isRefused || location?.startsWith(`${page}?error=`)).toBe(true);
      expect(answer.headers.getSetCookie().join()).not.toContain('session_token=');
    };
    await refused(mine.state, '');
    await refused(mine.state, theirs.cookie);
    await refused('x'.repeat(32), mine.cookie);
    await refused('', mine.cookie);
    const used = await begin();
    expect((await comeBack(used.state, used.cookie)).headers.get('location')).toBe(page);
    await refused(used.state, used.cookie);
  });

  test('without success tells the page', async () => {
    const denied = await begin();
    const answer = await comeBack(denied.state, denied.cookie, 'error=access_denied');
    expect(answer.headers.get('location')).toBe(`${page}?error=access_denied`);
    github.signInAs(undefined);
    const wrong = await begin();
    const failed = await comeBack(wrong.state, wrong.cookie);
    expect(failed.headers.get('location')).toBe(`${page}?error=invalid_code`);
  });
});

test('never leads to a page of another origin', async () => {
  for (const callbackURL of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    const answer = await service
      .client()
      .post('/api/auth/sign-in/social', { provider: 'github', callbackURL });
    expect([callbackURL, answer.status]).toEqual([callbackURL, 422]);
  }
});

test('takes no field but the provider and the page', async () => {
  const fields = { idToken: { token: 'x' }, scopes: ['repo'], loginHint: 'x', additionalData: {} };
  for (const [field, value] of Object.entries(fields)) {
    const answer = await service.client().post<Problem>('/api/auth/sign-in/social', {
      provider: 'github',
      callbackURL: '/',
      [field]: value,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.[0]?.path).toBe(field);
  }
});
