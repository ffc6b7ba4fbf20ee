import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { environmentOf, loadStack } from './stack.ts';

const workFolder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-stack-'));

afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(workFolder, { recursive: true, force: true });
});

it('runs a project without the settings that the shell of the caller has', async () => {
  vi.stubEnv('S3_BUCKET', 'of-the-caller');
  vi.stubEnv('SMTP_URL', 'smtp://of-the-caller');
  const environment = environmentOf(await loadStack('fastify'), workFolder);
  expect(environment).toHaveProperty('PATH');
  for (const name of ['S3_BUCKET', 'SMTP_URL']) expect(environment).not.toHaveProperty(name);
});
