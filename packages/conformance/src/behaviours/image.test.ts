import { expect, it } from 'vitest';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createCheck } from '../suite/check.ts';
import { contextFiles, lastUser, promisedImage } from './image.ts';

it('takes the last user of the last stage', () => {
  expect(lastUser('FROM a\nUSER root\nFROM b\nUSER root\nUSER node\n')).toBe('node');
  expect(lastUser('FROM a\nUSER node\nFROM b\nCMD x\n')).toBeUndefined();
});

it('reads a .dockerignore: the last line that matches decides', () => {
  const files = ['.env', '.env.local', 'src/a.ts', 'src/deep/b.test.ts', 'src/.env', 'notes.txt'];
  expect(contextFiles(files, '')).toEqual(files);
  expect(contextFiles(files, '*\n!src\n**/*.test.ts\n**/.env*\n')).toEqual(['src/a.ts']);
  expect(contextFiles(files, '# comment\n.env*\nsrc/deep/\n')).toEqual([
    'src/a.ts',
    'src/.env',
    'notes.txt',
  ]);
});

it('misses an image that is promised and not there, and none that is not promised', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-image-'));
  const [definition, ignore] = ['Dockerfile', '.dockerignore'].map((name) =>
    path.join(folder, name),
  ) as [string, string];
  const promising = { imageDefinition: async () => ({ definition, ignore }) };
  await expect(promisedImage(promising, createCheck())).rejects.toThrow(
    'the definition of the promised',
  );
  fs.writeFileSync(definition, 'FROM a\n');
  await expect(promisedImage(promising, createCheck())).rejects.toThrow(
    'the ignore of the promised',
  );
  fs.writeFileSync(ignore, '.env\n');
  expect(await promisedImage(promising, createCheck())).toEqual({
    definition: 'FROM a\n',
    ignore: '.env\n',
  });
  const none = { imageDefinition: async () => undefined };
  expect(await promisedImage(none, createCheck())).toBeUndefined();
  fs.rmSync(folder, { recursive: true });
});
