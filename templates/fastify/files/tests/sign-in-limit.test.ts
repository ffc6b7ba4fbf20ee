import { expect, test } from 'vitest';

import { attempts } from '../src/features/accounts/schema.ts';
import { countAttempt, signInLimits } from '../src/features/accounts/throttle.ts';
import { goodPassword, newEmail, newMember, signIn } from './support/accounts.ts';
import { useService } from './support/service.ts';

const service = await useService({ TRUST_PROXY: '1' });

function attempt(email: string, password: string, ip = '203.0.113.7') {
  return service
    .client()
    .post('/api/auth/sign-in/email', { email, password }, { 'x-forwarded-for': ip });
}

async function guess(email: string, times: number, ip?: string): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: times }, (_, round) => attempt(email, `wrong-guess-${round}`, ip)),
  );
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

test('repeated wrong sign-ins are refused, even with the right password and made all at once', async () => {
  const { email } = await newMember(service);
  const statuses = await guess(email, 14);
  expect(statuses).toEqual([...Array(10).fill(401), ...Array(4).fill(429)]);

  const right = await attempt(email, goodPassword);
  expect(right.status).toBe(429);
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('any number of them from one address locks out neither the owner elsewhere nor a neighbour', async () => {
  const [owner, neighbour] = [await newMember(service), await newMember(service)];
  const ip = '203.0.113.120';
  expect(await guess(owner.email, 120, ip)).toEqual([
    ...Array(10).fill(401),
    ...Array(110).fill(429),
  ]);
  expect((await attempt(owner.email, goodPassword, '198.51.100.20')).status).toBe(200);
  expect((await attempt(neighbour.email, goodPassword, ip)).status).toBe(200);
});

test('an unknown e-mail is limited in the same way', async () => {
  expect((await guess(newEmail(), 12)).slice(-2)).toEqual([429, 429]);
});

test('addresses of one IPv6 network count as one', async () => {
  const { email } = await newMember(service);
  await guess(email, 10, '2001:db8:1:2::1');
  expect((await attempt(email, goodPassword, '2001:db8:1:2:ffff::9')).status).toBe(429);
  expect((await attempt(email, goodPassword, '2001:db8:1:3::1')).status).toBe(200);
});

test('many accounts tried from one address are limited together', async () => {
  const ip = '192.0.2.99';
  expect((await attempt(newEmail(), 'wrong-guess-1', ip)).status).toBe(401);
  for (let round = 0; round < 99; round += 1) {
    await countAttempt(service.db, signInLimits(newEmail(), ip));
  }
  expect((await attempt(newEmail(), 'wrong-guess-1', ip)).status).toBe(429);
});

test('right sign-ins do not use up the limit, and the count ends with its time', async () => {
  const { email } = await newMember(service);
  const ip = '192.0.2.44';
  for (let round = 0; round < 12; round += 1) {
    expect((await attempt(email, goodPassword, ip)).status).toBe(200);
  }
  await guess(email, 11, ip);
  expect((await attempt(email, goodPassword, ip)).status).toBe(429);
  await service.db.update(attempts).set({ expiresAt: new Date(Date.now() - 1000) });
  expect((await attempt(email, goodPassword, ip)).status).toBe(200);
  await signIn(service, email);
});

test('the table holds no address and no e-mail', async () => {
  const { email } = await newMember(service);
  await attempt(email, 'wrong-guess-1', '203.0.113.77');
  const rows = JSON.stringify(await service.db.select().from(attempts));
  expect(rows).not.toContain(email);
  expect(rows).not.toContain('203.0.113.77');
});
