import { execa } from 'execa';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { ROOT } from '../support/repository.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const cwd = tempFolder();
const create = (...argv: string[]) => command('create-plinth', argv, { cwd });
const BARE = ['--no-install', '--no-git', '--package-manager', 'npm'];
const RECORD = 'docs/adr/0001-backend.md';

/** What `--json` prints of a project that was decided. */
interface Printed {
  readonly command: string;
  readonly spec: object;
  readonly decision: { readonly assumed: readonly object[] };
}

/** Answers that lead to what can be generated. */
const ANSWERS = {
  teamSize: 'small',
  backendExperience: 'strong',
  domainLogic: 'complex',
  language: 'typescript',
  vendorIndependence: 'critical',
  search: 'yes',
  clients: ['web', 'mobile'],
};
fs.writeFileSync(path.join(cwd, 'answers.json'), JSON.stringify(ANSWERS));
const read = (...name: string[]): string => fs.readFileSync(path.join(cwd, ...name), 'utf8');

describe('a project that was decided', () => {
  it('is written by --yes with its assumptions, and says what is left before it is there', async () => {
    const run = await create('yes', '--yes', '--answers', 'answers.json', ...BARE);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('Recommended: Fastify.');
    expect(run.stdout).toContain('Self-hosting: No, managed is fine');
    expect(run.stdout).toMatch(/left to you:[\s\S]+Search: [\s\S]+Done\./);
  });

  it('has the record of its decision, which formatters leave alone, and the answers', async () => {
    await create('record', '--yes', '--answers', 'answers.json', ...BARE);
    const page = read('record', RECORD);
    expect(page).toMatch(/^# 1\. The backend is Fastify\n/);
    for (const part of [
      '## Context',
      '| Size of the team ',
      '## Decision',
      '## Layer by layer',
      '## Why',
      '## Alternatives',
      '## The way out',
      '## What it costs',
      'state of 2026-',
      '## Look at this again when',
      '- [ ] ',
    ]) {
      expect(page).toContain(part);
    }
    expect(page).toMatch(/^\| Accounts +\| .+ \| better-auth +\| /m);
    expect(page).toMatch(/^\| Search +\| .+ \| to do +\| /m);
    const { spec } = JSON.parse(read('record', '.plinth/project.json')) as {
      spec: { answers: object };
    };
    expect(spec.answers).toEqual(ANSWERS);
    fs.copyFileSync(path.join(cwd, 'record', RECORD), path.join(cwd, 'page.md'));
    const oxfmt = path.join(ROOT, 'node_modules/.bin/oxfmt');
    await execa(oxfmt, ['--check', 'page.md'], { cwd });
    await execa(oxfmt, ['--check', '.'], { cwd: path.join(cwd, 'record') });
  });

  it('is made again, byte for byte, by the command that it prints and by its spec', async () => {
    const first = await create('one', '--yes', '--answers', 'answers.json', '--json', ...BARE);
    const { command: again, spec, decision } = jsonOf<Printed>(first);
    expect(decision).toMatchObject({
      recommended: { shape: 'custom', framework: 'fastify' },
      notWired: expect.arrayContaining(['search']) as unknown,
    });
    expect(decision.assumed).toContainEqual({ question: 'selfHosting', countsAs: 'no' });
    await create('two', ...(again.split(' -- ')[1]?.split(' ').slice(1) ?? []));
    fs.writeFileSync(path.join(cwd, 'spec.json'), JSON.stringify(spec));
    await create('three', '--spec', 'spec.json', '--no-pin-node', ...BARE);
    const [one, two, three] = ['one', 'two', 'three'].map((name) => {
      const tree = readTree(path.join(cwd, name));
      tree.delete('.env');
      return tree;
    });
    expect(one?.has(RECORD)).toBe(true);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
  });

  it('tells where the stack is another than the recommended one', async () => {
    const run = await create(
      'other',
      '--stack',
      'fastify',
      '--yes',
      '--answer',
      'teamSize=solo',
      '--answer',
      'domainLogic=crud',
      ...BARE,
    );
    expect(run.code).toBe(0);
    expect(read('other', RECORD)).toContain('Fastify was chosen instead');
    expect(read('other', RECORD)).toContain('It goes against what was asked for');
  });

  it('has no record of a decision that nobody made', async () => {
    await create('plain', '--stack', 'fastify', '--yes', ...BARE);
    expect(fs.existsSync(path.join(cwd, 'plain', RECORD))).toBe(false);
  });
});

describe('a decision that nothing can be written from', () => {
  it('is an error that names the nearest stack', async () => {
    const run = await create(
      'none',
      '--yes',
      '--answer',
      'teamSize=solo',
      '--answer',
      'domainLogic=complex',
    );
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('STACK_UNAVAILABLE');
    expect(run.stderr).toContain('--service fastify');
    expect(fs.existsSync(path.join(cwd, 'none'))).toBe(false);
  });

  it.each([
    ['without --yes', ['--answers', 'answers.json'], 'ANSWER_MISSING', '--yes'],
    ['with bad answers', ['--yes', '--answer', 'teamSize=tiny'], 'ANSWERS_INVALID', '"teamSize'],
    ['beside a spec', ['--spec', 'spec.json', '--answer', 'teamSize=solo'], 'USAGE', '--answer'],
    [
      'for a template of one’s own',
      ['--stack', './own', '--answer', 'teamSize=solo'],
      'USAGE',
      'does not know',
    ],
  ])('writes nothing %s', async (_, flags, code, message) => {
    fs.mkdirSync(path.join(cwd, 'own/files'), { recursive: true });
    fs.writeFileSync(
      path.join(cwd, 'own/template.yaml'),
      'id: own\nkind: service\ntitle: Own\nabout: For a test.\nversion: 1.0.0\n',
    );
    fs.writeFileSync(path.join(cwd, 'own/files/a.txt'), 'a\n');
    const run = await create('nothing', ...flags, ...BARE);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(code);
    expect(run.stderr).toContain(message.replace('"teamSize', 'teamSize'));
    expect(fs.existsSync(path.join(cwd, 'nothing'))).toBe(false);
  });
});
