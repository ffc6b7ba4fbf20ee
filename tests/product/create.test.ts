import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const STACK = [
  '--stack',
  'fastify',
  '--yes',
  '--no-install',
  '--no-git',
  '--package-manager',
  'pnpm',
];
const cwd = tempFolder();
const create = (argv: readonly string[], at = cwd, env?: Record<string, string>) =>
  command('create-plinth', argv, { cwd: at, ...(env && { env }) });

function freshFolder(): string {
  return fs.mkdtempSync(path.join(cwd, 'case-'));
}

describe('create', () => {
  it('writes a project, keeps its secrets apart, and says how to go on', async () => {
    const run = await create(['shop-api', ...STACK]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const tree = readTree(path.join(cwd, 'shop-api'));
    expect(tree.get('.env')?.mode).toBe(0o600);
    expect(tree.get('.gitignore')?.bytes.toString()).toMatch(/^\.env$/m);
    const secret = /^AUTH_SECRET=(.+)$/m.exec(tree.get('.env')?.bytes.toString() ?? '')?.[1] ?? '';
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    for (const [file, { bytes }] of tree) {
      if (file !== '.env') expect(bytes.includes(secret), file).toBe(false);
    }
    expect(JSON.parse(String(tree.get('package.json')?.bytes))).toMatchObject({ name: 'shop-api' });
    expect(run.stdout).toContain('pnpm dev');
    expect(run.stdout).toContain('pnpm install');
    expect(run.stdout).toMatch(/\d+\.\d s/);
  });

  it('prints the command that makes the same bytes again', async () => {
    const first = await create(['one', '--set', 'ci=none', ...STACK, '--json']);
    const { command: again } = jsonOf<{ command: string }>(first);
    const argv = again.split(' -- ')[1]?.split(' ') ?? [];
    const second = await create(['two', ...argv.slice(1)]);
    expect(second.code).toBe(0);
    const [one, two] = ['one', 'two'].map((name) => readTree(path.join(cwd, name)));
    one?.delete('.env');
    two?.delete('.env');
    expect(two).toEqual(one);
  });

  it('makes other secrets each time', async () => {
    await create(['first', ...STACK]);
    await create(['second', ...STACK]);
    const [a, b] = ['first', 'second'].map((n) =>
      fs.readFileSync(path.join(cwd, n, '.env'), 'utf8'),
    );
    expect(a).not.toBe(b);
  });

  it('reads a spec file, which --dry-run --json prints', async () => {
    const folder = freshFolder();
    const planned = await create(['p', ...STACK, '--dry-run', '--json'], folder);
    const { spec, files } = jsonOf<{ spec: object; files: { path: string; bytes: number }[] }>(
      planned,
    );
    expect(fs.readdirSync(folder)).toEqual([]);
    fs.writeFileSync(path.join(folder, 'spec.json'), JSON.stringify(spec));
    const made = await create(
      ['p', '--spec', 'spec.json', '--no-install', '--no-git', '--json'],
      folder,
    );
    expect(made.code).toBe(0);
    const tree = readTree(path.join(folder, 'p'));
    expect(
      [...tree]
        .map(([name, { bytes }]) => ({ path: name, bytes: bytes.length }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    ).toEqual(files);
  });

  it('lists files and sizes in a dry run', async () => {
    const folder = freshFolder();
    const run = await create(['p', ...STACK, '--dry-run'], folder);
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^ *\d+ {2}package\.json$/m);
    expect(run.stdout).toContain('Nothing was written');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('makes a repository on main, with nothing secret in it', async () => {
    const folder = freshFolder();
    const run = await create(
      ['p', ...STACK.filter((flag) => flag !== '--no-git'), '--json'],
      folder,
      {
        GIT_CEILING_DIRECTORIES: path.dirname(folder),
      },
    );
    expect(jsonOf(run)).toMatchObject({ ok: true, git: 'initialised' });
    expect(fs.readFileSync(path.join(folder, 'p/.git/HEAD'), 'utf8')).toBe(
      'ref: refs/heads/main\n',
    );
  });

  it('accepts an empty folder and keeps a readme of the user', async () => {
    const folder = freshFolder();
    fs.writeFileSync(path.join(folder, 'readme.md'), 'mine');
    const before = fs.statSync(folder).ino;
    const run = await create(['.', ...STACK, '--name', 'here', '--json'], folder);
    expect(jsonOf(run)).toMatchObject({ ok: true, kept: ['README.md'] });
    expect(fs.readFileSync(path.join(folder, 'readme.md'), 'utf8')).toBe('mine');
    expect(fs.existsSync(path.join(folder, 'package.json'))).toBe(true);
    expect(fs.statSync(folder).ino).toBe(before);
  });

  it('refuses a folder that holds something, and touches nothing', async () => {
    const folder = freshFolder();
    fs.mkdirSync(path.join(folder, 'p'));
    fs.writeFileSync(path.join(folder, 'p', 'notes.txt'), 'mine');
    const before = readTree(folder);
    const run = await create(['p', ...STACK], folder);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('TARGET_REFUSED');
    expect(run.stderr).toContain('notes.txt');
    expect(readTree(folder)).toEqual(before);
  });

  it('prints one object and nothing else with --json, for errors too', async () => {
    const run = await create(['p', '--stack', 'fastfy', '--yes', '--json']);
    expect(run).toMatchObject({ code: 2, stderr: '' });
    expect(jsonOf(run)).toMatchObject({
      ok: false,
      error: {
        code: 'TEMPLATE_UNKNOWN',
        exitCode: 2,
        message: expect.stringContaining('did you mean "fastify"') as string,
      },
    });
  });
});

describe('without a terminal', () => {
  const cases: [what: string, argv: string[], code: string, flag: string][] = [
    ['the folder', ['--stack', 'fastify'], 'ANSWER_MISSING', 'DIR'],
    ['the stack', ['p'], 'ANSWER_MISSING', '--stack'],
    [
      'the stack, with --yes',
      ['p', '--yes', '--answer', 'domainLogic=complex'],
      'STACK_UNAVAILABLE',
      '--service',
    ],
  ];
  it.each(cases)('a missing answer is named with its flag: %s', async (_, argv, code, flag) => {
    const run = await create(argv);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(code);
    expect(run.stderr).toContain(flag);
  });

  it('an old Node is a question too: --pin-node or --no-pin-node', async () => {
    const folder = freshFolder();
    const env = { PLINTH_MACHINE_NODE: '20.12.0' };
    const argv = [
      'p',
      '--stack',
      'fastify',
      '--no-install',
      '--no-git',
      '--package-manager',
      'pnpm',
    ];
    const asked = await create(argv, folder, env);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('--pin-node');
    const pinned = await create([...argv, '--yes', '--json'], folder, env);
    expect(jsonOf(pinned)).toMatchObject({ spec: { pinNode: true } });
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'p/package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(manifest.devDependencies['node']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(fs.readFileSync(path.join(folder, 'p/pnpm-workspace.yaml'), 'utf8')).toMatch(
      /^ {2}node: true$/m,
    );
  });
});

describe('wrong input', () => {
  const cases: [what: string, argv: string[], code: number, text: string][] = [
    ['an unknown flag', ['p', '--stak', 'fastify'], 2, 'did you mean "--stack"'],
    ['a flag without its value', ['p', '--stack'], 2, '--stack needs a value'],
    ['two folders', ['p', 'q', '--stack', 'fastify'], 2, 'Unexpected argument: q'],
    [
      'flags that exclude each other',
      ['p', '--stack', 'fastify', '--service', 'fastify'],
      2,
      'cannot be given together',
    ],
    ['an unknown option', ['p', ...STACK, '--set', 'cii=none'], 2, 'did you mean "ci"'],
    [
      'a value that the option does not take',
      ['p', ...STACK, '--set', 'ci=gitlab'],
      2,
      'github, none',
    ],
    ['a setting without a value', ['p', ...STACK, '--set', 'ci'], 2, 'OPTION=VALUE'],
    ['a service as a platform', ['p', '--platform', 'fastify', '--yes'], 2, '--service'],
    [
      'an unknown package manager',
      ['p', '--stack', 'fastify', '--package-manager', 'yarn'],
      2,
      'pnpm, npm',
    ],
    ['a spec file that is not there', ['p', '--spec', 'none.json'], 2, 'SPEC_INVALID'],
    ['a folder that is no template', ['p', '--stack', './nowhere', '--yes'], 2, 'TEMPLATE_UNKNOWN'],
  ];
  it.each(cases)('%s is refused and nothing is written', async (_, argv, code, text) => {
    const folder = freshFolder();
    const run = await create(argv, folder);
    expect(run.stderr).toContain(text);
    expect(run.stderr).toContain('What to do:');
    expect(run.code).toBe(code);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('in a spec file is named key by key', async () => {
    const folder = freshFolder();
    fs.writeFileSync(
      path.join(folder, 's.yaml'),
      'format: 2\nname: Has Spaces\nservice: fastify\n',
    );
    const run = await create(['p', '--spec', 's.yaml'], folder);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('format:');
    expect(run.stderr).toContain('name:');
  });
});

describe('plinth', () => {
  it('lists the templates', async () => {
    const run = await command('plinth', ['templates', '--json'], { cwd });
    const { templates } = jsonOf<{ templates: { id: string; options: unknown[] }[] }>(run);
    expect(templates.map(({ id }) => id)).toContain('fastify');
    expect((await command('plinth', ['templates'], { cwd })).stdout).toContain(
      '--set ci=github|none',
    );
  });

  it('looks at the machine and at a project', async () => {
    await create(['looked-at', ...STACK]);
    fs.appendFileSync(path.join(cwd, 'looked-at', 'README.md'), 'mine');
    const run = await command('plinth', ['doctor', 'looked-at', '--json'], { cwd });
    const { findings } = jsonOf<{ findings: { name: string; value: string }[] }>(run);
    const value = (name: string) => findings.find((each) => each.name === name)?.value;
    expect(value('project')).toContain('looked-at');
    expect(value('files')).toContain('1 changed, 0 removed');
  });

  it('offers the nearest command', async () => {
    const run = await command('plinth', ['tempaltes'], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('did you mean "templates"');
  });
});
