import { projectUrl, required } from '../support/project.ts';
import { type Check, fault, ok, unknown } from './check.ts';

const tables = ['profiles', 'notes', 'attachments', 'exports'];

/** What the project answers to somebody who has the publishable key and no session. */
export const apiChecks: readonly Check[] = [
  {
    name: 'The publishable key alone reads no table',
    async run() {
      const answers = await Promise.all(
        tables.map(async (table) => ({ table, ...(await ask(`/rest/v1/${table}?limit=1`)) })),
      );
      const open = answers.filter(({ status }) => status < 400).map(({ table }) => table);
      return open.length === 0 ? ok() : fault(`It is answered by: ${open.join(', ')}`);
    },
  },
  {
    name: 'Tokens are signed with an asymmetric key',
    async run() {
      const { body } = await ask('/auth/v1/.well-known/jwks.json');
      const { keys = [] } = body as { keys?: { kty?: string; alg?: string }[] };
      const isAsymmetric = keys.some(({ kty }) => kty === 'EC' || kty === 'RSA' || kty === 'OKP');
      return isAsymmetric ? ok(keys.map(({ alg }) => alg).join(', ')) : fault('Rotate to ES256');
    },
  },
  {
    name: 'Addresses have to be confirmed, and nobody is anonymous',
    async run() {
      const { status, body } = await ask('/auth/v1/settings');
      if (status >= 400) return unknown('This project does not tell its settings');
      const { mailer_autoconfirm: unconfirmed, external } = body as {
        mailer_autoconfirm?: boolean;
        external?: { anonymous_users?: boolean };
      };
      if (unconfirmed) return fault('Sign-up confirms by itself: push config.toml');
      return external?.anonymous_users ? fault('Anonymous sign-in is on') : ok();
    },
  },
  {
    name: 'The functions are there and check their callers',
    async run() {
      const finish = await ask('/functions/v1/finish-upload', { method: 'POST', body: '{}' });
      const work = await ask('/functions/v1/work', { method: 'POST' });
      const wrong = [
        finish.status === 401 ? '' : 'finish-upload',
        work.status === 401 ? '' : 'work',
      ];
      const names = wrong.filter(Boolean).join(', ');
      return names === '' ? ok() : fault(`Not refused, or not deployed: ${names}`);
    },
  },
  {
    name: 'Webhooks have a secret',
    async run() {
      const { status } = await ask('/functions/v1/webhook', { method: 'POST', body: '{}' });
      if (status === 401) return ok();
      if (status === 503) return unknown('WEBHOOK_SECRET is not set: webhooks are refused');
      return fault(`An unsigned event is answered with ${status}`);
    },
  },
];

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(new URL(path, projectUrl()), {
    ...init,
    headers: {
      apikey: required('SUPABASE_PUBLISHABLE_KEY'),
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  const body: unknown = await response.json().catch(() => null);
  return { status: response.status, body };
}
