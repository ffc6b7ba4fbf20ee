import { eq, type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';

import { sessions } from '../src/features/accounts/schema.ts';
import { goodPassword, mailAfter, newMember, signIn, trySignIn } from './support/accounts.ts';
import { useDatabaseProxy } from './support/database-proxy.ts';
import { useService } from './support/service.ts';
import { useTestDatabase } from './support/test-database.ts';

const proxy = await useDatabaseProxy(await useTestDatabase());
const service = await useService({ DATABASE_URL: proxy.url });
const newPassword = 'battery-staple-8';

describe('while the database is away', () => {
  test('a sign-out does not tell that the session has ended', async () => {
    const { client } = await newMember(service);
    await withoutDatabase(async () => {
      const early = await client.post('/api/auth/sign-out');
      expect(early.status).toBe(503);
      expect(early.headers.getSetCookie()).toEqual([]);
    });
    expect((await client.get('/v1/me')).status).toBe(200);
    expect((await client.post('/api/auth/sign-out')).status).toBe(200);
    expect((await client.get('/v1/me')).status).toBe(401);
  });

  test('the session cannot be told, and one short line tells why', async () => {
    const { client } = await newMember(service);
    service.logLines.splice(0);
    await withoutDatabase(async () => {
      expect((await client.get('/api/auth/get-session')).status).toBe(503);
    });
    expect(failures()).toEqual([
      expect.objectContaining({ level: 'warn', reason: 'ECONNREFUSED' }),
    ]);
  });
});

describe('a password reset', () => {
  test('leaves nobody signed in when the database fails to set the password', async () => {
    const { email, client } = await newMember(service);
    const token = await requestReset(email);
    await withTrigger('update on accounts', fail, async () => {
      expect((await reset(token)).status).toBe(503);
    });
    expect((await client.get('/v1/me')).status).toBe(401);
    await signIn(service, email);
  });

  test('can be made again when the database fails to end the sessions', async () => {
    const { email, client } = await newMember(service);
    const token = await requestReset(email);
    await withTrigger('delete on sessions', fail, async () => {
      expect((await reset(token)).status).toBe(503);
    });
    expect((await client.get('/v1/me')).status).toBe(200);
    expect((await reset(token)).status).toBe(200);
    expect((await client.get('/v1/me')).status).toBe(401);
  });
  test('ends a session that begins while the password is set', async () => {
    const { email } = await newMember(service);
    const token = await requestReset(email);
    const signInBetween = sql`
      insert into sessions (id, token, user_id, expires_at)
      values (gen_random_uuid(), 'between', new.user_id, now() + interval '1 hour');
      return new;`;
    await withTrigger('update on accounts', signInBetween, async () => {
      expect((await reset(token)).status).toBe(200);
    });
    const left = await service.db.select().from(sessions).where(eq(sessions.token, 'between'));
    expect(left).toEqual([]);
    expect((await trySignIn(service, email, goodPassword)).status).toBe(401);
    await signIn(service, email, newPassword);
  });
});

async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  await proxy.cut();
  try {
    await work();
  } finally {
    await proxy.restore();
  }
}

/** What the database says while it shuts down. */
const fail = sql`raise exception 'shutting down' using errcode = '57P01';`;

/** Does the work while the database does something more on each row of an event. */
async function withTrigger(event: string, body: SQL, work: () => Promise<void>): Promise<void> {
  await service.db.execute(sql`
    create or replace function disturb() returns trigger language plpgsql as $$
    begin ${body} end $$`);
  await service.db.execute(
    sql.raw(`create trigger disturb before ${event} for each row execute function disturb()`),
  );
  try {
    await work();
  } finally {
    await service.db.execute(sql`drop function disturb cascade`);
  }
}

/** The token of the mail to reset the password. */
async function requestReset(email: string): Promise<string> {
  const mail = await mailAfter(service, email, /reset/i, () =>
    service.client().post('/api/auth/request-password-reset', { email }),
  );
  return /reset-password\/([^\s?]+)/.exec(mail.text)?.[1] ?? '';
}

function reset(token: string) {
  return service.client().post('/api/auth/reset-password', { token, newPassword });
}

/** What the log tells above the level of a request's own line. */
function failures() {
  return service.logLines
    .map((line) => JSON.parse(line) as { level: string; msg: string; reason?: string })
    .filter(({ level, msg }) => level !== 'info' && msg !== 'idle database connection lost');
}
