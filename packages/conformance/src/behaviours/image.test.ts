import { expect, it } from 'vitest';
import { contextFiles, lastUser } from './image.ts';

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
