import { createHmac, randomBytes } from 'node:crypto';

import { sessions } from '../../../src/features/accounts/schema.ts';
import { sessionCookieName } from '../../../src/features/accounts/session.ts';
import { type TestService, testSecret } from '../service.ts';
import type { Actor } from './requests.ts';

/** Gives the headers that make a request one of an actor: each time of a session of its own. */
export function createActors(service: TestService, ids: { member: string; admin: string }) {
  async function credential(userId: string): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    const expiresAt = new Date(Date.now() + 60 * 60 * 1000);
    await service.db.insert(sessions).values({ token, userId, expiresAt });
    const signature = createHmac('sha256', testSecret).update(token).digest('base64');
    return encodeURIComponent(`${token}.${signature}`);
  }

  const bearer = async (id: string) => ({ authorization: `Bearer ${await credential(id)}` });
  const cookie = async (id: string) => ({
    cookie: `${sessionCookieName(service.app.config)}=${await credential(id)}`,
  });

  const headersOf: Record<Actor, () => Promise<Record<string, string>>> = {
    outsider: async () => ({}),
    forger: async () => ({
      authorization: `Bearer ${randomBytes(24).toString('base64url')}.forged`,
    }),
    member: () => bearer(ids.member),
    admin: () => bearer(ids.admin),
    browser: async () => ({
      ...(await cookie(ids.member)),
      origin: service.app.config.BASE_URL,
    }),
    'foreign-site': async () => ({
      ...(await cookie(ids.member)),
      origin: 'https://evil.example',
    }),
  };
  return (actor: Actor) => headersOf[actor]();
}
