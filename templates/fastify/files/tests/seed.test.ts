import { expect, test } from 'vitest';

import { run } from './support/process.ts';
import { useService } from './support/service.ts';

const service = await useService();
const password = 'seeded-pass-42';

function seed(env: Record<string, string> = {}) {
  const DATABASE_URL = service.app.config.DATABASE_URL ?? '';
  return run('src/commands/seed.ts', { DATABASE_URL, SEED_PASSWORD: password, ...env });
}

async function signInAs(email: string) {
  const client = service.client();
  const answer = await client.post<{ token: string }>('/api/auth/sign-in/email', {
    email,
    password,
  });
  client.token = answer.body.token;
  return client;
}

test('the seed makes a member and an admin, and nothing more when it runs again', async () => {
  expect(await seed().exit()).toBe(0);
  const member = await signInAs('member@example.com');
  const me = await member.get('/v1/me');
  expect(me.body).toMatchObject({ role: 'member' });
  const admin = await signInAs('admin@example.com');
  expect((await admin.get('/v1/me')).body).toMatchObject({ role: 'admin' });

  expect(await seed({ SEED_PASSWORD: 'another-pass-43' }).exit()).toBe(0);
  expect((await member.get('/v1/me')).body).toEqual(me.body);
  const again = await signInAs('member@example.com');
  expect((await again.get('/v1/me')).status).toBe(200);
});

test('the seed refuses to run in production, without a stack', async () => {
  const refused = seed({
    NODE_ENV: 'production',
    BASE_URL: 'https://api.example.com',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'a@example.com',
    STORAGE_DIR: '/var/lib/service',
  });
  expect(await refused.exit()).toBe(1);
  expect(refused.output()).toContain('for development');
  expect(refused.output()).not.toContain('    at ');
});
