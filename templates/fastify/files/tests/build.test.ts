import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, expect, test } from 'vitest';

const project = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'build-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the build holds nothing of the development page and of the development command', async () => {
  const tsdown = fileURLToPath(import.meta.resolve('tsdown/run'));
  await promisify(execFile)(process.execPath, [tsdown, '--out-dir', folder], { cwd: project });

  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(files).toContain('main.js');
  expect(files).toContain('worker.js');
  // The embedded Postgres, which `start` uses on a developer's machine.
  const database = ['server', 'binaries', 'place', 'lock'].map((name) => join('postgres', name));
  expect(new Set(files.filter((file) => /^local\b.*\.js$/.test(file)))).toEqual(
    new Set([...database, 'ports', 'error-code'].map((name) => join('local', `${name}.js`))),
  );
  const scripts = files.filter((file) => file.endsWith('.js'));
  const page = /local\/(page|dev)|startDevPage|waterfall/;
  const found = scripts.filter((file) => page.test(readFileSync(join(folder, file), 'utf8')));
  expect(found).toEqual([]);
});
