import { describe, expect, test } from 'vitest';

import {
  confirm,
  goodPassword,
  linkIn,
  mailTo,
  newEmail,
  newMember,
  signIn,
  signUp,
  trySignIn,
} from './support/accounts.ts';
import type { Problem } from './support/api-client.ts';
import { useService } from './support/service.ts';

const service = await useService();

describe('sign-up', () => {
  test('leads over the confirmation mail to a session that ends with the sign-out', async () => {
    const email = await signUp(service);
    await confirm(service, email);
    const client = await signIn(service, email);

    const me = await client.get('/v1/me');
    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({ email, name: 'Test Person', role: 'member' });

    expect((await client.post('/api/auth/sign-out')).status).toBe(200);
    expect((await client.get('/v1/me')).status).toBe(401);
  });

  test('does not let anyone in before the address is confirmed', async () => {
    const email = await signUp(service);
    const right = await trySignIn(service, email, goodPassword);
    const wrong = await trySignIn(service, email, 'something-else-9');
    expect(right.status).toBe(401);
    expect(withoutTrace(right.body)).toEqual(withoutTrace(wrong.body));
  });

  test('a confirmation link that was tampered with confirms nothing', async () => {
    const email = await signUp(service);
    const { text } = await mailTo(service, email, /confirm/i);
    const answer = await service.client().get(`${linkIn(text)}x`);
    expect(answer.status).toBe(401);
    expect((await trySignIn(service, email, goodPassword)).status).toBe(401);
  });

  test('with an address that is taken answers the same, changes nothing and tells the owner', async () => {
    const owner = await newMember(service);
    const body = { name: 'Stranger', email: owner.email, password: 'strangers-pass-1' };
    const taken = await service.client().post('/api/auth/sign-up/email', body);
    const free = await service
      .client()
      .post('/api/auth/sign-up/email', { ...body, email: newEmail() });

    expect(taken.status).toBe(free.status);
    expect(shape(taken.body)).toEqual(shape(free.body));
    expect([...taken.headers.keys()].toSorted()).toEqual([...free.headers.keys()].toSorted());

    await mailTo(service, owner.email, /already have an account/);
    expect((await owner.client.get('/v1/me')).body).toMatchObject({ name: 'Test Person' });
    expect((await trySignIn(service, owner.email, 'strangers-pass-1')).status).toBe(401);
    await signIn(service, owner.email);
  });

  test('twice at the same moment makes one account and gives two equal answers', async () => {
    const body = { name: 'Twin', email: newEmail(), password: goodPassword };
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => service.client().post('/api/auth/sign-up/email', body)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await confirm(service, body.email);
    await signIn(service, body.email);
  });

  test.each([
    ['too short', 'short-1'],
    ['a common one with digits', 'Password123!'],
    ['a common one in disguise', 'P4$$w0rd!!'],
    ['a row of digits', '1234567890'],
    ['a row of keys', 'qwertyuiop1'],
    ['few characters of many bytes', '😀😁😂🤣😃😄'],
    ['many characters of many bytes', '😀😁😂🤣😃'.repeat(26)],
    ['one character over and over', 'aaaaaaaaaaaaaa'],
    ['longer than any password', 'x1y2z'.repeat(30)],
  ])('refuses a weak password: %s', async (_name, password) => {
    const answer = await service
      .client()
      .post<Problem>('/api/auth/sign-up/email', { name: 'A', email: newEmail(), password });
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.[0]?.path).toBe('password');
  });

  test('takes a long password of any characters, but not the e-mail address', async () => {
    const email = newEmail();
    const signUpWith = (password: string) =>
      service.client().post<Problem>('/api/auth/sign-up/email', { name: 'A', email, password });
    expect((await signUpWith(email)).body.errors?.[0]?.path).toBe('password');
    const password = '😀😁😂🤣😃😄😅😆'.repeat(16);
    expect((await signUpWith(password)).status).toBe(200);
    await confirm(service, email);
    await signIn(service, email, password);
  });

  test.each([
    ['role', 'admin'],
    ['emailVerified', true],
    ['id', '01890000-0000-7000-8000-000000000000'],
    ['__proto__', { role: 'admin' }],
  ])('refuses the unknown field %s', async (field, value) => {
    const email = newEmail();
    const body = `{"name":"A","email":"${email}","password":"${goodPassword}","${field}":${JSON.stringify(value)}}`;
    const answer = await service.client().post('/api/auth/sign-up/email', body);
    expect(answer.status).toBe(422);
    expect(service.mails.some(({ to }) => to === email)).toBe(false);
  });

  test.each([
    ['name', { name: 'A\0B' }],
    ['name', { name: '\uD800' }],
    ['email', { email: 'a\0@example.com' }],
    ['password', { password: 'long-enough\0-1' }],
  ])('refuses text that cannot be stored in %s', async (path, change) => {
    const body = { name: 'A', email: newEmail(), password: goodPassword, ...change };
    const answer = await service.client().post<Problem>('/api/auth/sign-up/email', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors?.map((error) => error.path)).toContain(path);
  });

  test('has a confirmation link that leads to allowed pages only', async () => {
    const email = await signUp(service);
    const link = linkIn((await mailTo(service, email, /confirm/i)).text);
    for (const target of [...foreignPages, 'https://evil.example']) {
      const evil = await service
        .client()
        .get<Problem>(`${link}&callbackURL=${encodeURIComponent(target)}`);
      expect([target, evil.status]).toEqual([target, 422]);
      expect(evil.body.errors?.[0]?.path).toBe('callbackURL');
    }
    const inside = await service.client().get(`${link}&callbackURL=%2Fwelcome`);
    expect(inside.status).toBe(302);
    expect(inside.headers.get('location')).toBe('/welcome');
    await signIn(service, email);
  });

  test('does not send links to pages of other origins', async () => {
    const answer = await service.client().post<Problem>('/api/auth/sign-up/email', {
      name: 'A',
      email: newEmail(),
      password: goodPassword,
      callbackURL: 'https://evil.example/welcome',
    });
    expect(answer.status).toBe(422);
  });
});

describe('sign-in', () => {
  test('answers a wrong password and an unknown e-mail alike, in words and in time', async () => {
    const members = [await newMember(service), await newMember(service), await newMember(service)];
    const timed = async (email: string) => {
      const start = performance.now();
      const answer = await trySignIn(service, email, 'not-the-password-1');
      return { answer, ms: performance.now() - start };
    };
    const wrong = [];
    const unknown = [];
    for (let round = 0; round < 3; round += 1) {
      for (const { email } of members) {
        wrong.push(await timed(email));
        unknown.push(await timed(newEmail()));
      }
    }
    const bodies = [...wrong, ...unknown].map(({ answer }) => withoutTrace(answer.body));
    for (const body of bodies) expect(body).toEqual(bodies[0]);
    expect(bodies[0]).toMatchObject({ status: 401, code: 'unauthenticated' });

    const ratio = median(wrong.map(({ ms }) => ms)) / median(unknown.map(({ ms }) => ms));
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });

  test('takes the e-mail in any case', async () => {
    const { email } = await newMember(service);
    const client = await signIn(service, email.toUpperCase());
    expect((await client.get('/v1/me')).body).toMatchObject({ email });
  });

  test('the library has no other open endpoints than the ones that are written down', async () => {
    const { client } = await newMember(service);
    const paths = ['update-user', 'delete-user', 'change-email', 'list-sessions', 'sign-in/social'];
    for (const path of [...paths, 'set-password', 'link-social', 'admin/set-role', 'ok', 'error']) {
      const answer = await client.post(`/api/auth/${path}`, { role: 'admin' });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect((await client.get('/v1/me')).body).toMatchObject({ role: 'member' });
  });
});

/** They look like paths of this service, and lead a browser elsewhere. */
const foreignPages = [
  '//evil.example',
  '/\\evil.example',
  '/..//evil.example',
  '/./%2e%2e//evil.example',
  '/welcome/..//evil.example',
];

function withoutTrace(body: object) {
  return { ...body, traceId: '' };
}

/** Keys and types of an answer, without its values. */
function shape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.entries(value).map(([key, inner]) => [key, shape(inner)]);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
