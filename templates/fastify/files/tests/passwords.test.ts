import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { verifications } from '../src/features/accounts/schema.ts';
import {
  confirm,
  goodPassword,
  linkIn,
  mailAfter,
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
const newPassword = 'battery-staple-8';

async function requestReset(email: string): Promise<string> {
  const mail = await mailAfter(service, email, /reset/i, () =>
    service.client().post('/api/auth/request-password-reset', { email }),
  );
  return /reset-password\/([^\s?]+)/.exec(mail.text)?.[1] ?? '';
}

function reset(token: string, password = newPassword) {
  return service
    .client()
    .post<Problem>('/api/auth/reset-password', { token, newPassword: password });
}

describe('a password reset', () => {
  test('sets the new password once and ends all sessions', async () => {
    const { email, client } = await newMember(service);
    const token = await requestReset(email);

    expect((await reset(token)).status).toBe(200);
    expect((await client.get('/v1/me')).status).toBe(401);
    expect((await trySignIn(service, email, goodPassword)).status).toBe(401);
    await signIn(service, email, newPassword);

    const again = await reset(token, 'another-one-9x');
    expect(again.status).toBe(422);
    expect(again.body.errors?.[0]?.path).toBe('token');
    await signIn(service, email, newPassword);
  });

  test('used by two at the same moment works for one', async () => {
    const { email } = await newMember(service);
    const token = await requestReset(email);
    const answers = await Promise.all([
      reset(token, 'first-winner-1'),
      reset(token, 'other-winner-2'),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  });

  test('does not work after its time', async () => {
    const { email } = await newMember(service);
    const token = await requestReset(email);
    await service.db.update(verifications).set({ expiresAt: new Date(Date.now() - 1000) });
    expect((await service.client().get(`/api/auth/reset-password/${token}`)).status).toBe(422);
    expect((await reset(token)).status).toBe(422);
    await signIn(service, email);
  });

  test('makes older links worthless', async () => {
    const { email } = await newMember(service);
    const older = await requestReset(email);
    const newer = await requestReset(email);
    expect((await reset(newer)).status).toBe(200);
    expect((await reset(older, 'third-password-3')).status).toBe(422);
  });

  test('that is refused for a weak password can be tried again', async () => {
    const { email } = await newMember(service);
    const token = await requestReset(email);
    const weak = await reset(token, 'short');
    expect(weak.status).toBe(422);
    expect(weak.body.errors?.[0]?.path).toBe('newPassword');
    expect((await reset(token)).status).toBe(200);
  });

  test('answers alike for an address that nobody has', async () => {
    const { email } = await newMember(service);
    const ask = (address: string) =>
      service.client().post('/api/auth/request-password-reset', { email: address });
    const [known, unknown] = [await ask(email), await ask(newEmail())];
    expect(unknown.status).toBe(known.status);
    expect(unknown.body).toEqual(known.body);
  });

  test('has a link that tells what to do, or leads to an allowed page only', async () => {
    const { email } = await newMember(service);
    const token = await requestReset(email);
    const mail = await mailTo(service, email, /reset/i);
    const link = await service.client().get(linkIn(mail.text));
    expect(link.body).toMatchObject({ token });

    const path = `/api/auth/reset-password/${token}?callbackURL=`;
    const inside = await service.client().get(`${path}${encodeURIComponent('/reset')}`);
    expect(inside.status).toBe(302);
    expect(inside.headers.get('location')).toBe(`http://localhost:3000/reset?token=${token}`);
    for (const outside of ['https://evil.example/', '//evil.example/', '/..//evil.example']) {
      const answer = await service.client().get(path + encodeURIComponent(outside));
      expect([outside, answer.status]).toEqual([outside, 422]);
      const asked = await service
        .client()
        .post<Problem>('/api/auth/request-password-reset', { email, redirectTo: outside });
      expect(asked.body.errors?.[0]?.path).toBe('redirectTo');
    }
  });

  test('confirms the address, as only its owner could read the mail', async () => {
    const email = await signUp(service);
    expect((await reset(await requestReset(email))).status).toBe(200);
    await signIn(service, email, newPassword);
  });

  test('keeps no token in the database that could be used', async () => {
    const { email } = await newMember(service);
    const token = await requestReset(email);
    const rows = await service.db.select().from(verifications);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('token that was never given out is refused', async () => {
    for (const token of [randomBytes(18).toString('base64url'), "' or 1=1 --", '%00', '\0']) {
      expect((await reset(token)).status).toBe(422);
    }
    expect((await service.client().get('/api/auth/reset-password/%00')).status).toBe(422);
  });
});

describe('a password change', () => {
  test('asks for the current password and ends the other sessions', async () => {
    const { email, client } = await newMember(service);
    const other = await signIn(service, email);

    const wrong = await client.post<Problem>('/api/auth/change-password', {
      currentPassword: 'not-the-password-1',
      newPassword,
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors?.[0]?.path).toBe('currentPassword');

    const right = await client.post<{ token: string }>('/api/auth/change-password', {
      currentPassword: goodPassword,
      newPassword,
    });
    expect(right.status).toBe(200);
    expect((await other.get('/v1/me')).status).toBe(401);
    client.token = right.body.token;
    expect((await client.get('/v1/me')).status).toBe(200);
    await signIn(service, email, newPassword);
  });

  test('cannot be used to guess the password without end', async () => {
    const { client } = await newMember(service);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, attempt) =>
        client.post('/api/auth/change-password', {
          currentPassword: `guess-number-${attempt}`,
          newPassword,
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(10).fill(422), 429, 429]);
  });
});

describe('the confirmation mail', () => {
  test('is sent again on request, with the same answer for every address', async () => {
    const email = await signUp(service);
    const before = service.mails.filter(({ to }) => to === email).length;
    const ask = (address: string) =>
      service.client().post('/api/auth/send-verification-email', { email: address });
    const [waiting, unknown] = await Promise.all([ask(email), ask(newEmail())]);
    expect(waiting.status).toBe(200);
    expect(unknown.body).toEqual(waiting.body);
    await expect.poll(() => service.mails.filter(({ to }) => to === email).length).toBe(before + 1);
    await confirm(service, email);
  });

  test('is not sent without end', async () => {
    const email = newEmail();
    const ask = () => service.client().post('/api/auth/request-password-reset', { email });
    const answers = await Promise.all(Array.from({ length: 11 }, ask));
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(10).fill(200), 429]);
  });
});
