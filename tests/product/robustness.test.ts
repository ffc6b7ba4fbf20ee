import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { ROOT } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';

const root = tempFolder();
const ENTRY = path.join(ROOT, 'apps/create-plinth/src');
const PLAIN = ['--yes', '--no-install', '--no-git', '--package-manager', 'npm'];
const STACK = ['--stack', 'fastify', ...PLAIN];

function freshFolder(): string {
  return fs.mkdtempSync(path.join(root, 'case-'));
}

/** A template of a stranger, of a manifest and files. */
function template(folder: string, more: string, files: Record<string, string>): void {
  fs.mkdirSync(path.join(folder, 'files'), { recursive: true });
  const manifest = 'id: mini\nkind: service\ntitle: Mini\nabout: Small.\nversion: 1.0.0\n';
  fs.writeFileSync(path.join(folder, 'template.yaml'), manifest + more);
  for (const [file, text] of Object.entries(files)) {
    fs.writeFileSync(path.join(folder, 'files', file), text);
  }
}

/** Runs a line of a POSIX shell in which `$PLINTH` and `$CREATE` are the commands. */
function shell(line: string, cwd: string, env: Record<string, string> = {}) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  return spawnSync('bash', ['-c', line], {
    cwd,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(kept),
      PLINTH: `${process.execPath} ${ENTRY}/plinth.ts`,
      CREATE: `${process.execPath} ${ENTRY}/create-plinth.ts`,
      ...env,
    },
  });
}

describe('a working folder that was removed', () => {
  it.each([
    ['create', '$CREATE p --stack fastify --yes', 3, 'TARGET_REFUSED'],
    ['doctor', '$PLINTH doctor --json', 1, 'does not exist any more'],
  ])('is told by %s', (_, line, code, text) => {
    const folder = freshFolder();
    const run = shell(`rmdir "$PWD" && ${line}`, folder);
    expect(run.status).toBe(code);
    expect(run.stdout + run.stderr).toContain(text);
    expect(run.stdout + run.stderr).not.toMatch(/defect|DEFECT/);
  });
});

describe('output that cannot be written', () => {
  it('is no error where the reader has left', () => {
    const run = shell('$PLINTH templates | true; echo "${PIPESTATUS[0]}"', root);
    expect(run).toMatchObject({ stdout: '0\n', stderr: '' });
  });

  it.skipIf(!fs.existsSync('/dev/full'))(
    'is told where the disk is full; the project is whole',
    () => {
      const folder = freshFolder();
      const run = shell(`$CREATE p ${STACK.join(' ')} > /dev/full`, folder);
      expect(run.status).toBe(3);
      expect(run.stderr).toContain('Standard output takes no more');
      expect(run.stderr.trim().split('\n')).toHaveLength(1);
      expect(fs.existsSync(path.join(folder, 'p/package.json'))).toBe(true);
    },
  );
});

describe('installing', () => {
  it('is left out where the project has no package.json: it would happen in a project above', async () => {
    const folder = freshFolder();
    template(path.join(folder, 'mini'), '', { 'README.md': 'hello\n' });
    fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"above"}');
    const PATH = fakeProgram(
      path.join(folder, 'bin'),
      'npm',
      "require('fs').writeFileSync('ran', '')",
    );
    const run = await command(
      'create-plinth',
      ['p', '--stack', './mini', '--yes', '--no-git', '--package-manager', 'npm', '--json'],
      { cwd: folder, env: { PATH } },
    );
    const { installed, next } = jsonOf<{ installed: boolean; next: { command: string }[] }>(run);
    expect(installed).toBe(false);
    expect(next.map((step) => step.command)).toEqual(['cd p']);
    expect(fs.readdirSync(folder).sort()).toEqual(['bin', 'mini', 'p', 'package.json']);
    expect(fs.existsSync(path.join(folder, 'p/ran'))).toBe(false);
  });

  it('ends with 130 and what to do at a signal, with --json too', () => {
    const folder = freshFolder();
    const PATH = fakeProgram(
      path.join(folder, 'bin'),
      'npm',
      // The parent, as Ctrl-C on a terminal would reach it.
      "process.kill(process.ppid, 'SIGINT'); setInterval(() => {}, 1000);",
    );
    const line = '$CREATE p --stack fastify --yes --no-git --json --package-manager npm';
    const run = shell(line, folder, { PATH });
    expect(run.status).toBe(130);
    expect(JSON.parse(run.stdout)).toMatchObject({
      ok: false,
      error: {
        code: 'INTERRUPTED',
        message: expect.stringContaining('The project is complete') as string,
        hint: 'Go on with: cd p, then npm install',
        exitCode: 130,
      },
    });
    expect(fs.existsSync(path.join(folder, 'p/package.json'))).toBe(true);
  });
});

describe('flags that npm kept for itself', () => {
  it('are refused before anything is written', async () => {
    const folder = freshFolder();
    const env = { npm_command: 'init', npm_config_dry_run: 'true' };
    const run = await command('create-plinth', ['p', ...STACK], { cwd: folder, env });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('--dry-run');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('are named although they left arguments behind', async () => {
    const env = { npm_command: 'init', npm_config_stack: 'true' };
    const run = await command('create-plinth', ['p', 'fastify'], { cwd: root, env });
    expect(run.stderr).toContain('npm took --stack');
  });

  it("pass through the repository's script where they are given to it", () => {
    const folder = freshFolder();
    const script = [path.join(ROOT, 'scripts/run.mjs'), 'create', 'p', ...STACK];
    const run = (env: Record<string, string>) =>
      spawnSync(process.execPath, [...script, '--dry-run', '--json'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, INIT_CWD: folder, npm_command: 'run', ...env },
      });
    expect(JSON.parse(run({}).stdout)).toMatchObject({ ok: true, dryRun: true });
    expect(JSON.parse(run({ npm_config_yes: 'true' }).stdout)).toMatchObject({ ok: true });
    expect(JSON.parse(run({ npm_config_name: 'x' }).stdout)).toMatchObject({
      ok: false,
      error: { hint: expect.stringContaining('npm run create -- DIR --name') as string },
    });
  });
});

describe('what is wrong is told first', () => {
  it('with a target that holds something, in a dry run, too', async () => {
    const folder = freshFolder();
    fs.writeFileSync(path.join(folder, 'mine.txt'), '');
    const run = await command('create-plinth', ['.', ...STACK, '--dry-run', '--name', 'x'], {
      cwd: folder,
    });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('mine.txt');
  });

  it('with an option, before one is missing', async () => {
    const argv = ['p', '--stack', 'fastify', '--set', 'cii=none'];
    const env = { PLINTH_MACHINE_NODE: '20.12.0' };
    const run = await command('create-plinth', argv, { cwd: root, env });
    expect(run.stderr).toContain('did you mean "ci"');
  });

  it('with an option that every object has', async () => {
    const folder = freshFolder();
    const flags = await command('create-plinth', ['p', ...STACK, '--set', '__proto__=x'], {
      cwd: folder,
    });
    expect(flags.stderr).toContain('OPTION_INVALID');
    const spec = '{"format":1,"name":"x","service":"fastify","options":{"__proto__":"x"}}';
    fs.writeFileSync(path.join(folder, 'spec.json'), spec);
    const file = await command('create-plinth', ['p', '--spec', 'spec.json', ...PLAIN], {
      cwd: folder,
    });
    expect(file.stderr).toContain('SPEC_INVALID');
    expect(fs.readdirSync(folder)).toEqual(['spec.json']);
  });
});

describe('help and version', () => {
  it.each<[program: 'create-plinth' | 'plinth', argv: string[], text: RegExp]>([
    ['create-plinth', ['x', '--version'], /^\d+\.\d+\.\d+$/],
    ['create-plinth', ['--json', '--version'], /^\{"ok":true,"version":"[\d.]+"\}$/],
    [
      'create-plinth',
      ['x', '--help'],
      /^Recommends a backend, says why, and writes a working project/,
    ],
    ['plinth', ['create', '--help'], /--stack ID/],
    ['plinth', ['create', 'x', '-v'], /^\d+\.\d+\.\d+$/],
    ['plinth', ['--json', 'templates'], /^\{"ok":true,"templates"/],
    ['plinth', ['-v'], /^\d+\.\d+\.\d+$/],
  ])('%s %j', async (program, argv, text) => {
    const run = await command(program, argv, { cwd: root });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(text);
  });

  it('are folders after --', async () => {
    const folder = freshFolder();
    const run = await command('create-plinth', [...STACK, '--json', '--', '--help'], {
      cwd: folder,
    });
    const { command: again, next } = jsonOf<{ command: string; next: { command: string }[] }>(run);
    expect(fs.readdirSync(folder)).toEqual(['--help']);
    expect(again).toContain(' ./--help ');
    expect(next[0]?.command).toBe('cd ./--help');
  });

  it('name every exit code', async () => {
    const { stdout } = await command('create-plinth', ['--help'], { cwd: root });
    for (const code of [0, 1, 2, 3, 4, 5, 6, 129, 130, 143]) expect(stdout).toMatch(` ${code}`);
  });
});

describe("a stranger's template", () => {
  it('cannot steer the terminal', async () => {
    const folder = freshFolder();
    const next = String.raw`next: [{ run: "x\e[2J", about: "go\e]0;owned\a on\nDone. \u202e" }]`;
    template(path.join(folder, 'mini'), `${next}\n`, {
      'package.json': '{"scripts":{"x\\u001b[2J":""}}',
    });
    const run = await command('create-plinth', ['p', '--stack', './mini', ...PLAIN], {
      cwd: folder,
    });
    const shown = run.stdout + run.stderr;
    for (const character of '\u0007\u001b\u202e') expect(shown).not.toContain(character);
    expect(shown).not.toMatch(/^Done\. ?$/m);
  });

  it('is recorded where the project finds it', async () => {
    const folder = freshFolder();
    template(path.join(folder, 'mini'), '', { 'package.json': '{}' });
    const run = await command('create-plinth', ['a/p', '--stack', './mini', ...PLAIN, '--json'], {
      cwd: folder,
    });
    expect(jsonOf(run)).toMatchObject({ spec: { service: './mini' } });
    const record = fs.readFileSync(path.join(folder, 'a/p/.plinth/project.json'), 'utf8');
    expect(JSON.parse(record)).toMatchObject({
      spec: { service: '../../mini' },
      templates: [{ reference: '../../mini', id: 'mini' }],
    });
  });

  it('may be the folder above', async () => {
    const folder = freshFolder();
    template(folder, '', { 'package.json': '{}' });
    fs.mkdirSync(path.join(folder, 'docs'));
    const run = await command('create-plinth', ['p', '--stack', '..', ...PLAIN, '--dry-run'], {
      cwd: path.join(folder, 'docs'),
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });
});
