import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const root = tempFolder();
const STACK = [
  '--stack',
  'fastify',
  '--yes',
  '--no-install',
  '--no-git',
  '--package-manager',
  'npm',
];

function freshFolder(): string {
  return fs.mkdtempSync(path.join(root, 'case-'));
}

describe('plinth doctor', () => {
  const damage: [what: string, change: (record: string) => void, text: string][] = [
    [
      'names a path outside',
      (file) => {
        const record = JSON.parse(fs.readFileSync(file, 'utf8')) as { files: object };
        const files = { ...record.files, '../../../dev/zero': 'sha256-AAAA' };
        fs.writeFileSync(file, JSON.stringify({ ...record, files }));
      },
      '/dev/zero',
    ],
    [
      'is no JSON',
      (file) => {
        fs.writeFileSync(file, '{');
      },
      'is no JSON',
    ],
    [
      'is a folder',
      (file) => {
        fs.rmSync(file);
        fs.mkdirSync(file);
      },
      'cannot be read',
    ],
  ];
  it.each(damage)('looks at the machine although the record %s', async (_, change, text) => {
    const folder = freshFolder();
    await command('create-plinth', ['p', ...STACK], { cwd: folder });
    change(path.join(folder, 'p/.plinth/project.json'));
    const run = await command('plinth', ['doctor', 'p', '--json'], { cwd: folder });
    const { findings } = jsonOf<{ findings: { name: string; value: string; ok: boolean }[] }>(run);
    const at = (name: string) => findings.find((finding) => finding.name === name);
    expect(run.code).toBe(1);
    expect(at('node')).toMatchObject({ ok: true });
    expect(at('project')).toMatchObject({ ok: false });
    expect(at('project')?.value).toContain(text);
  });

  it('takes a folder in the place of a file for a change', async () => {
    const folder = freshFolder();
    await command('create-plinth', ['p', ...STACK], { cwd: folder });
    fs.rmSync(path.join(folder, 'p/README.md'));
    fs.mkdirSync(path.join(folder, 'p/README.md'));
    const before = readTree(folder);
    const run = await command('plinth', ['doctor', 'p'], { cwd: folder });
    expect(run.stdout).toContain('1 changed, 0 removed');
    expect(readTree(folder)).toEqual(before);
  });
});
