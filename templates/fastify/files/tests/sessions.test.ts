import { createHmac, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { sessions } from '../src/features/accounts/schema.ts';
import { createSessionResolver } from '../src/features/accounts/session.ts';
import { goodPassword, newMember } from './support/accounts.ts';
import { testSecret, useService } from './support/service.ts';

const service = await useService();
const shortLived = await useService({
  SESSION_IDLE_SECONDS: '2',
  SESSION_EXTEND_AFTER_SECONDS: '1',
});

/** Signs in as a browser does: the credential is the cookie. */
async function cookieOf(target: typeof service, email: string): Promise<string> {
  const answer = await target
    .client()
    .post('/api/auth/sign-in/email', { email, password: goodPassword });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function meWith(headers: Record<string, string>) {
  return service.client().get('/v1/me', { headers });
}

describe('a credential', () => {
  test.each([
    ['nothing at all', 'Bearer '],
    ['another scheme', 'Basic bWVtYmVyOnBhc3N3b3Jk'],
    ['a token without a signature', `Bearer ${randomBytes(24).toString('base64url')}`],
    ['a signature by another key', `Bearer ${signed('abcdef', 'x'.repeat(32))}`],
    ['a right signature of an unknown token', `Bearer ${signed('abcdef', testSecret)}`],
    ['a JWT with alg none', `Bearer ${jwt({ alg: 'none' }, { sub: 'a', role: 'admin' })}`],
    ['a JWT signed with our own key', `Bearer ${hs256({ email: 'a@example.com' })}`],
    ['a JWT for another audience', `Bearer ${hs256({ sub: 'a', aud: 'another-service' })}`],
    ['an expired JWT', `Bearer ${hs256({ sub: 'a', exp: 1 })}`],
    ['broken percent signs', 'Bearer %E0%A4%A'],
    ['very much text', `Bearer ${'a.'.repeat(4000)}`],
  ])('is refused when it is %s', async (_name, authorization) => {
    expect((await meWith({ authorization })).status).toBe(401);
  });

  test('with one character changed, added or left out is refused', async () => {
    const { client } = await newMember(service);
    const token = client.token ?? '';
    const changed = (token.startsWith('a') ? 'b' : 'a') + token.slice(1);
    expect((await meWith({ authorization: `Bearer ${changed}` })).status).toBe(401);
    for (const other of [`${token}x`, `${token}=`, token.slice(0, -1), token.split('.')[0]]) {
      expect((await meWith({ authorization: `Bearer ${other}` })).status).toBe(401);
    }
    expect((await meWith({ authorization: `bearer ${token}` })).status).toBe(200);
  });

  test('that is wrong is not made up for by a right cookie', async () => {
    const { email } = await newMember(service);
    const cookie = await cookieOf(service, email);
    expect((await meWith({ cookie })).status).toBe(200);
    expect((await meWith({ cookie, authorization: 'Bearer wrong' })).status).toBe(401);
  });

  test('is told apart by the fast check exactly as by the auth library', async () => {
    const { email, client } = await newMember(service);
    const cookie = await cookieOf(service, email);
    const resolve = createSessionResolver(service.db, service.app.config);
    const forms = {
      bearer: { authorization: `Bearer ${client.token}` },
      encoded: { authorization: `Bearer ${encodeURIComponent(client.token ?? '')}` },
      cookie: { cookie },
      besideOthers: { cookie: `theme=dark; ${cookie}; lang=en` },
      forged: { cookie: `${cookie.slice(0, -8)}AAAA%3D` },
      unsigned: { authorization: `Bearer ${client.token?.split('.')[0]}` },
      none: {},
    };
    for (const [form, headers] of Object.entries(forms)) {
      const ours = await resolve(headers);
      const theirs = await service.app.auth.api.getSession({ headers: new Headers(headers) });
      expect([form, ours?.user.id]).toEqual([form, theirs?.user.id]);
      expect([form, ours?.user.role]).toEqual([form, theirs?.user.role]);
    }

    await service.db
      .update(sessions)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(sessions.token, client.token?.split('.')[0] ?? ''));
    const headers = forms.bearer;
    expect(await resolve(headers)).toBeUndefined();
    expect(await service.app.auth.api.getSession({ headers: new Headers(headers) })).toBeNull();
  });
});

describe('a session', () => {
  test.concurrent('lives on while it is used and ends when it is not', async () => {
    const { client } = await newMember(shortLived);
    for (let round = 0; round < 4; round += 1) {
      await sleep(700);
      expect((await client.get('/v1/me')).status).toBe(200);
    }
    await sleep(2_100);
    expect((await client.get('/v1/me')).status).toBe(401);
  });

  test.concurrent('in a cookie is given a new age when it is extended', async () => {
    const { email } = await newMember(shortLived);
    const cookie = await cookieOf(shortLived, email);
    const early = await shortLived.client().get('/v1/me', { headers: { cookie } });
    expect(early.headers.getSetCookie()).toEqual([]);
    await sleep(1_200);
    const late = await shortLived.client().get('/v1/me', { headers: { cookie } });
    expect(late.headers.getSetCookie()).toEqual([
      `${cookie}; Max-Age=2; Path=/; HttpOnly; SameSite=Lax`,
    ]);
  });

  test('answers /api/auth/get-session without the token in it', async () => {
    const { client, email } = await newMember(service);
    const answer = await client.get('/api/auth/get-session');
    expect(answer.body).toMatchObject({ user: { email } });
    expect(JSON.stringify(answer.body)).not.toContain(client.token?.split('.')[0]);
    expect((await service.client().get('/api/auth/get-session')).body).toBeNull();
  });

  test('ends with the sign-out of its own device only', async () => {
    const { email, client } = await newMember(service);
    const cookie = await cookieOf(service, email);
    const out = await service
      .client()
      .post('/api/auth/sign-out', {}, { cookie, origin: 'http://localhost:3000' });
    expect(out.status).toBe(200);
    expect((await meWith({ cookie })).status).toBe(401);
    expect((await client.get('/v1/me')).status).toBe(200);
  });
});

function signed(token: string, secret: string): string {
  return `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;
}

function jwt(header: object, payload: object, signature = ''): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

function hs256(payload: object): string {
  const unsigned = jwt({ alg: 'HS256', typ: 'JWT' }, payload).slice(0, -1);
  return `${unsigned}.${createHmac('sha256', testSecret).update(unsigned).digest('base64url')}`;
}
