import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createEnvFile, readSettings } from './env-file.ts';

let project: string;
let file: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'env-file-test-'));
  file = join(project, '.env');
  writeFileSync(
    join(project, '.env.example'),
    '# <generated>\nPORT=3000\nA=<generated>\nB=<generated>\n',
  );
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(project, { recursive: true });
});

test('gives every generated variable its own secret', () => {
  expect(createEnvFile(project)).toBe(true);

  const content = readFileSync(file, 'utf8');
  const { PORT, A, B } = parseEnv(content);
  expect(content).toMatch(/^# <generated>$/m);
  expect(PORT).toBe('3000');
  expect(A).toMatch(/^[\w-]{43}$/);
  expect(B).toMatch(/^[\w-]{43}$/);
  expect(A).not.toBe(B);
});

test.skipIf(process.platform === 'win32')('lets only the owner read the secrets', () => {
  createEnvFile(project);

  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('never overwrites a file that is there', () => {
  writeFileSync(file, 'A=mine\n');

  expect(createEnvFile(project)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('A=mine\n');
});

test('lets the environment win over the file', () => {
  writeFileSync(file, 'ONE=file\nTWO=file\n');
  vi.stubEnv('TWO', 'environment');

  expect(readSettings(project)).toMatchObject({ ONE: 'file', TWO: 'environment' });
});
