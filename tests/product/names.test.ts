import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../support/command.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const root = tempFolder();

/** A folder inside two others, so that `..` would show. */
function nest(): { outer: string; cwd: string } {
  const outer = fs.mkdtempSync(path.join(root, 'names-'));
  const cwd = path.join(outer, 'a', 'b');
  fs.mkdirSync(cwd, { recursive: true });
  fs.writeFileSync(path.join(outer, 'bystander'), 'untouched');
  return { outer, cwd };
}

const flags = [
  '--stack',
  'fastify',
  '--yes',
  '--no-install',
  '--no-git',
  '--package-manager',
  'npm',
];

describe('a name that is hostile', () => {
  const accepted: [directory: string, folder: string, name: string][] = [
    ['plain', 'a/b/plain', 'plain'],
    ['@acme/api', 'a/b/@acme/api', '@acme/api'],
    ['With Spaces', 'a/b/With Spaces', 'with-spaces'],
    ['Müller & Söhne', 'a/b/Müller & Söhne', 'muller-sohne'],
    ['../evil', 'a/evil', 'evil'],
    ['a;b', 'a/b/a;b', 'a-b'],
    ['$(touch pwned)', 'a/b/$(touch pwned)', 'touch-pwned'],
    ['`touch pwned`', 'a/b/`touch pwned`', 'touch-pwned'],
    ["it's", "a/b/it's", 'it-s'],
    ['a&&b', 'a/b/a&&b', 'a-b'],
    ['.hidden', 'a/b/.hidden', 'hidden'],
    ['deep/er/still', 'a/b/deep/er/still', 'still'],
    ['{{project.name}}', 'a/b/{{project.name}}', 'project.name'],
  ];
  it.each(accepted)(
    '%j gives a valid package name and nothing outside its folder',
    async (directory, folder, name) => {
      const { outer, cwd } = nest();
      const run = await command('create-plinth', [directory, ...flags], { cwd });
      expect(run).toMatchObject({ code: 0, stderr: '' });
      const tree = readTree(outer);
      const outside = [...tree.keys()].filter((file) => !file.startsWith(`${folder}/`));
      expect(outside).toEqual(['bystander']);
      for (const [file, { bytes }] of tree) {
        if (file.endsWith('.json'))
          expect(() => JSON.parse(bytes.toString()) as unknown, file).not.toThrow();
      }
      expect(JSON.parse(String(tree.get(`${folder}/package.json`)?.bytes))).toMatchObject({ name });
    },
  );

  const refused: [directory: string, reason: string][] = [
    ['проект', 'no letter a–z'],
    ['"; rm -rf', 'character'],
    ['a"b', 'character'],
    ['a:b', 'character'],
    ['a\nb', 'character'],
    ['x'.repeat(300), 'longer than'],
    ['con', 'Windows'],
    ['NUL', 'Windows'],
    ['com1.txt', 'Windows'],
    ['dot.', 'dot or a space'],
    ['', 'empty'],
    ['   ', 'empty'],
    ['/', 'root'],
    ['node_modules', 'package name'],
    ['favicon.ico', 'package name'],
    ['http', 'package name'],
  ];
  it.each(refused)('%j is refused with the reason', async (directory, reason) => {
    const { outer, cwd } = nest();
    const run = await command('create-plinth', [directory, ...flags], { cwd });
    expect(run.stderr).toContain('NAME_INVALID');
    expect(run.stderr).toContain(reason);
    expect(run.code).toBe(2);
    expect([...readTree(outer).keys()]).toEqual(['bystander']);
  });

  it.each(['../evil', 'Has Caps', 'a;b', '@x', '@a/b/c', '.x', 'x'.repeat(215)])(
    '%j is refused as --name',
    async (name) => {
      const { outer, cwd } = nest();
      const run = await command('create-plinth', ['p', '--name', name, ...flags], { cwd });
      expect(run.code).toBe(2);
      expect([...readTree(outer).keys()]).toEqual(['bystander']);
    },
  );
});
