import { randomBytes } from 'node:crypto';

import { expect, vi } from 'vitest';

import { makeAdmin } from '../../src/features/accounts/make-admin.ts';
import type { ApiClient } from './api-client.ts';
import type { TestService } from './service.ts';

export const goodPassword = 'correct-horse-7';

export function newEmail(): string {
  return `${randomBytes(6).toString('hex')}@example.com`;
}

/** Waits for the newest mail to an address; mails leave after the answer. */
export async function mailTo(service: TestService, email: string, subject: RegExp) {
  return vi.waitFor(
    () => {
      const mail = service.mails.findLast(
        ({ to, ...rest }) => to === email && subject.test(rest.subject),
      );
      if (!mail) throw new Error(`No mail "${subject.source}" to ${email}`);
      return mail;
    },
    { timeout: 10_000 },
  );
}

/** Waits for the mail that a request leads to, where there are older ones like it. */
export async function mailAfter(
  service: TestService,
  email: string,
  subject: RegExp,
  request: () => Promise<{ status: number }>,
) {
  const known = service.mails.length;
  expect((await request()).status).toBe(200);
  await expect.poll(() => service.mails.length).toBeGreaterThan(known);
  return mailTo(service, email, subject);
}

/** Path and query of the link in a mail. */
export function linkIn(text: string): string {
  const link = new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '');
  return link.pathname + link.search;
}

export async function signUp(service: TestService, email = newEmail(), password = goodPassword) {
  const answer = await service
    .client()
    .post('/api/auth/sign-up/email', { name: 'Test Person', email, password });
  expect(answer.status).toBe(200);
  return email;
}

export async function confirm(service: TestService, email: string): Promise<void> {
  const mail = await mailTo(service, email, /confirm/i);
  const answer = await service.client().get(linkIn(mail.text));
  expect(answer.status).toBe(200);
}

export function trySignIn(service: TestService, email: string, password = goodPassword) {
  return service.client().post<{ token: string }>('/api/auth/sign-in/email', { email, password });
}

export async function signIn(service: TestService, email: string, password = goodPassword) {
  const client = service.client();
  const answer = await trySignIn(service, email, password);
  expect(answer.status).toBe(200);
  client.token = answer.body.token;
  return client;
}

/** A signed-in member who came the whole way: sign-up, confirmation, sign-in. */
export async function newMember(
  service: TestService,
): Promise<{ email: string; id: string; client: ApiClient }> {
  const email = await signUp(service);
  await confirm(service, email);
  const client = await signIn(service, email);
  const me = await client.get<{ id: string }>('/v1/me');
  return { email, id: me.body.id, client };
}

export async function newAdmin(service: TestService) {
  const member = await newMember(service);
  expect(await makeAdmin(service.db, member.email)).toBe('made');
  return member;
}
