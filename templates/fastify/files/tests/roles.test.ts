import { expect, test } from 'vitest';

import { newEmail, newMember, signUp } from './support/accounts.ts';
import { run } from './support/process.ts';
import { useService } from './support/service.ts';

const service = await useService();

async function makeAdminCommand(...args: string[]) {
  const command = run(
    'src/commands/make-admin.ts',
    { DATABASE_URL: service.app.config.DATABASE_URL ?? '' },
    args,
  );
  return { code: await command.exit(), output: command.output() };
}

test('the first admin is made by a command, which is audited', async () => {
  const { email, id, client } = await newMember(service);
  expect((await client.get('/v1/admin/audit')).status).toBe(403);

  expect(await makeAdminCommand(email)).toEqual({ code: 0, output: `${email} is an admin now.\n` });
  const trail = await client.get<{ items: object[] }>('/v1/admin/audit');
  expect(trail.status).toBe(200);
  expect(trail.body.items[0]).toMatchObject({
    actorId: null,
    action: 'user.made-admin',
    subjectId: id,
  });

  const again = await makeAdminCommand(email);
  expect(again.output).toContain('already');
  const after = await client.get<{ items: object[] }>('/v1/admin/audit');
  expect(after.body.items).toHaveLength(1);
});

test('the command refuses an unknown or unconfirmed account, and wrong arguments', async () => {
  const unconfirmed = await signUp(service);
  const attempts = [[newEmail()], [unconfirmed], [], ['no-address'], ['a@b.example', 'more']];
  const outcomes = await Promise.all(attempts.map((args) => makeAdminCommand(...args)));
  expect(outcomes.map(({ code }) => code)).toEqual(attempts.map(() => 1));
  for (const { output } of outcomes) expect(output).not.toContain('    at ');
});

test('a member has no operation that raises the role', async () => {
  const { client, email } = await newMember(service);
  const attempts = [
    client.post('/api/auth/update-user', { role: 'admin' }),
    client.post('/api/auth/update-session', { role: 'admin' }),
    client.post('/api/auth/change-password', {
      currentPassword: 'correct-horse-7',
      newPassword: 'battery-staple-8',
      role: 'admin',
    }),
    client.post('/api/auth/sign-in/email', { email, password: 'correct-horse-7', role: 'admin' }),
    client.patch('/v1/me', { role: 'admin' }),
    client.post('/v1/me', { role: 'admin' }),
  ];
  for (const { status } of await Promise.all(attempts)) expect([404, 405, 422]).toContain(status);
  expect((await client.get('/v1/me')).body).toMatchObject({ role: 'member' });
});
