import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { secretsIn } from '../scripts/support/bundle.ts';
import { createAppClient } from '../src/client.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});

afterEach(() => rm(folder, { recursive: true }));

const token = (payload: object) =>
  ['{"alg":"HS256"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

it.each([
  ['a secret key', `createClient(url,"sb_secret_${'x'.repeat(31)}")`, 1],
  ['a legacy service key', `const key='${token({ role: 'service_role' })}'`, 1],
  ['the key of this project', 'own-key-in-another-form', 1],
  ['a publishable key', `createClient(url,"sb_publishable_${'x'.repeat(31)}")`, 0],
  ['a legacy client key', `const key='${token({ role: 'anon' })}'`, 0],
  ['the words of the library', 'key.startsWith("sb_secret_")', 0],
])('%s in a bundle', async (_what, text, count) => {
  await writeFile(join(folder, 'index.js'), `/* … */${text};`);
  expect(secretsIn(folder, 'own-key-in-another-form')).toHaveLength(count);
});

it('the client of the app refuses a secret key', () => {
  expect(() => createAppClient('http://localhost', 'sb_secret_x')).toThrow(/publishable/);
});
