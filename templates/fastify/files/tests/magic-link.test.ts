import { describe, expect, test } from 'vitest';

import { verifications } from '../src/features/accounts/schema.ts';
import {
  goodPassword,
  linkIn,
  mailAfter,
  mailTo,
  newEmail,
  newMember,
  signIn,
  signUp,
} from './support/accounts.ts';
import { useService } from './support/service.ts';

const service = await useService();

interface SignedIn {
  token: string;
  user: { email: string };
}

function ask(email: string, callbackURL?: string) {
  const body = callbackURL === undefined ? { email } : { email, callbackURL };
  return service.client().post('/api/auth/sign-in/magic-link', body);
}

async function linkFor(email: string, callbackURL?: string): Promise<string> {
  const mail = await mailAfter(service, email, /link to sign in/, () => ask(email, callbackURL));
  return linkIn(mail.text);
}

const follow = (link: string) => service.client().get<SignedIn>(link);

describe('a magic link', () => {
  test('signs in, with a token and a cookie', async () => {
    const { email, id } = await newMember(service);
    const answer = await follow(await linkFor(email));
    expect(answer.status).toBe(200);
    expect(answer.body.user.email).toBe(email);
    const client = service.client();
    client.token = answer.body.token;
    expect((await client.get('/v1/me')).body).toMatchObject({ id, email });

    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie).toContain('HttpOnly');
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    expect((await service.client().get('/v1/me', { headers })).status).toBe(200);
  });

  test('works once, also for two at the same moment', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email);
    const answers = await Promise.all([follow(link), follow(link), follow(link)]);
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([200, 401, 401]);
    expect((await follow(link)).status).toBe(401);
  });

  test('is not used up by a program that only looks', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email);
    await fetch(service.url + link, { method: 'HEAD' });
    expect((await follow(link)).status).toBe(200);
  });

  test('does not work after its time', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email);
    await service.db.update(verifications).set({ expiresAt: new Date(Date.now() - 1000) });
    expect((await follow(link)).status).toBe(401);
  });

  test('that was made up is refused', async () => {
    for (const token of ['nonsense', "' or 1=1 --", '%00', 'x'.repeat(1_001)]) {
      const { status } = await follow(`/api/auth/magic-link/verify?token=${token}`);
      expect([401, 422]).toContain(status);
    }
    expect((await follow('/api/auth/magic-link/verify')).status).toBe(422);
  });

  test('leads to an allowed page with the cookie, or tells it that the link is used', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email, '/welcome');
    const answer = await follow(link);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('http://localhost:3000/welcome');
    expect(answer.headers.getSetCookie()[0]).toMatch(/^app\.session_token=/);
    const again = await follow(link);
    expect(again.headers.get('location')).toBe('http://localhost:3000/welcome?error=INVALID_TOKEN');
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test('never leads to a page of another origin', async () => {
    const { email } = await newMember(service);
    const pages = [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
      'https%3A%2F%2Fevil.example',
      '/%2F%2Fevil.example',
      '%',
    ];
    for (const page of pages) {
      expect([page, (await ask(email, page)).status]).toEqual([page, 422]);
    }
    const link = await linkFor(email);
    for (const page of pages) {
      const answer = await follow(`${link}&callbackURL=${encodeURIComponent(page)}`);
      expect([page, answer.status]).toEqual([page, 422]);
    }
    expect((await follow(link)).status).toBe(200);
  });

  test('is asked for in the same words and time by those who have no account, and sends them nothing', async () => {
    const { email } = await newMember(service);
    const stranger = newEmail();
    const times: Record<string, number[]> = { [email]: [], [stranger]: [] };
    const answers = [];
    for (const address of [email, stranger, email, stranger, email, stranger]) {
      const start = performance.now();
      const { status, body } = await ask(address);
      times[address]?.push(performance.now() - start);
      answers.push({ status, body });
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const fastest = (address: string) => Math.min(...(times[address] ?? []));
    expect(Math.abs(fastest(email) - fastest(stranger))).toBeLessThan(150);
    await mailTo(service, email, /link to sign in/);
    expect(service.mails.filter(({ to }) => to === stranger)).toEqual([]);
  });

  test('cannot be asked for without end', async () => {
    const email = newEmail();
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(email)));
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(10).fill(200), 429, 429]);
  });

  test('takes no field but the address and the page', async () => {
    const { email } = await newMember(service);
    for (const more of [{ name: 'X' }, { metadata: {} }, { errorCallbackURL: '/' }]) {
      const answer = await service
        .client()
        .post('/api/auth/sign-in/magic-link', { email, ...more });
      expect(answer.status).toBe(422);
    }
  });

  test('stays out of the log and, in a usable form, out of the database', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email);
    const token = new URLSearchParams(link.split('?')[1]).get('token') ?? 'none';
    expect(JSON.stringify(await service.db.select().from(verifications))).not.toContain(token);
    await follow(link);
    expect(service.logLines.join('\n')).not.toContain(token);
  });

  test('ends with a new password', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email);
    await service.client().post('/api/auth/request-password-reset', { email });
    const { text } = await mailTo(service, email, /reset/i);
    const token = /reset-password\/([^\s?]+)/.exec(text)?.[1];
    const reset = await service
      .client()
      .post('/api/auth/reset-password', { token, newPassword: 'battery-staple-8' });
    expect(reset.status).toBe(200);
    expect((await follow(link)).status).toBe(401);
  });
});

describe('for an address that was never confirmed, a magic link', () => {
  test('confirms it and removes the password of whoever typed it, as the mail says', async () => {
    const email = await signUp(service);
    const link = await linkFor(email);
    const { text } = await mailTo(service, email, /link to sign in/);
    expect(text).toContain('removes the password');

    const answer = await follow(link);
    expect(answer.status).toBe(200);
    const withPassword = await service
      .client()
      .post('/api/auth/sign-in/email', { email, password: goodPassword });
    expect(withPassword.status).toBe(401);

    await service.client().post('/api/auth/request-password-reset', { email });
    const mail = await mailTo(service, email, /reset/i);
    const token = /reset-password\/([^\s?]+)/.exec(mail.text)?.[1];
    await service
      .client()
      .post('/api/auth/reset-password', { token, newPassword: 'battery-staple-8' });
    await signIn(service, email, 'battery-staple-8');
  });

  test('leaves the password of a confirmed one alone', async () => {
    const { email } = await newMember(service);
    const link = await linkFor(email);
    expect((await mailTo(service, email, /link to sign in/)).text).not.toContain('password');
    expect((await follow(link)).status).toBe(200);
    await signIn(service, email);
  });
});
