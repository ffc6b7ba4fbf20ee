import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { ROOT } from '../support/repository.ts';
import { readTree, tempFolder } from '../support/temp.ts';
import { type TinyOptions, writeTinyStack } from '../support/tiny-stack.ts';

const cwd = tempFolder();
let projects = 0;

/** A project of a template of its own, and the folder for its temporary files. */
async function project(options: TinyOptions & { readonly git?: boolean } = {}) {
  const name = `p${(projects += 1)}`;
  writeTinyStack(path.join(cwd, `${name}-stack`), options);
  const flags = ['--yes', '--no-install', '--no-pin-node', '--package-manager', 'npm'];
  const git = options.git === true ? [] : ['--no-git'];
  const made = await command(
    'create-plinth',
    [name, '--stack', `./${name}-stack`, ...flags, ...git],
    { cwd },
  );
  expect(made).toMatchObject({ code: 0 });
  const temp = path.join(cwd, `${name}-temp`);
  fs.mkdirSync(temp);
  return { name, folder: path.join(cwd, name), temp };
}

type Project = Awaited<ReturnType<typeof project>>;

const verify = ({ name, temp }: Project, argv: readonly string[], env = {}) =>
  command('plinth', ['verify', name, ...argv], { cwd, env: { TMPDIR: temp, ...env } });

/** What the driver was lent. */
function seen(temp: string): { files: string[]; environment: Record<string, string> } {
  const [left = ''] = fs.readdirSync(temp);
  return JSON.parse(fs.readFileSync(path.join(temp, left, 'seen.json'), 'utf8')) as never;
}

describe('plinth verify', () => {
  it('tries behaviours, says what it tried, and leaves nothing behind', async () => {
    const tiny = await project();
    const before = readTree(tiny.folder);
    const { code, stdout, stderr } = await verify(tiny, ['--only', 'D1,d7,X3']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^p\d+ \(tiny\), on a copy in /);
    expect(stdout).toMatch(/^✓ D1 .* s$/m);
    expect(stdout).toMatch(/^✓ D7 .* s$/m);
    expect(stdout).toContain('– X3  Access rules on every table and bucket');
    expect(stdout).toMatch(/^All +2 passed +0 failed +1 not applying$/m);
    expect(readTree(tiny.folder)).toEqual(before);
    expect(fs.readdirSync(tiny.temp)).toEqual([]);
  });

  it('finds what the user broke, and says where the copy and its logs are', async () => {
    const tiny = await project();
    fs.writeFileSync(path.join(tiny.folder, 'broken'), '');
    const { code, stdout } = await verify(tiny, [
      '--only',
      'D1,D7',
      `--json=${tiny.temp}.json`,
      '--junit',
      `${tiny.temp}.xml`,
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ D7 .*\n {6}the second update: expected conflict, found ok\n/);
    expect(stdout).toContain(`1 behaviour does not hold in ${tiny.name}: D7`);
    expect(stdout).toMatch(
      /^Again, this alone: npx -p create-plinth@\S+ plinth verify \S+ --only D7$/m,
    );
    const [, copy = ''] = /^The copy is (\S+);/m.exec(stdout) ?? [];
    expect(copy.startsWith(tiny.temp)).toBe(true);
    expect(fs.existsSync(path.join(copy, 'broken'))).toBe(true);
    expect(fs.existsSync(path.join(copy, '..', 'logs'))).toBe(true);
    expect(JSON.parse(fs.readFileSync(`${tiny.temp}.json`, 'utf8'))).toMatchObject({
      stack: 'tiny',
      count: { passed: 1, failed: 1 },
    });
    expect(fs.readFileSync(`${tiny.temp}.xml`, 'utf8')).toContain('tests="2" failures="1"');
  });

  it('prints one JSON object with --json', async () => {
    const tiny = await project();
    const run = await verify(tiny, ['--only', 'D1', '--json', '--keep']);
    const [left = ''] = fs.readdirSync(tiny.temp);
    expect(jsonOf(run)).toMatchObject({
      ok: true,
      name: tiny.name,
      stack: 'tiny',
      results: [{ id: 'D1', verdict: { kind: 'passed', ground: 'real' } }],
      left: path.join(tiny.temp, left),
    });
  });
});

describe('the copy', () => {
  it.each([true, false])('holds what belongs to the project (in a repository: %s)', async (git) => {
    const tiny = await project({
      git,
      manifest: 'env:\n  - { name: SHOP_KEY, about: A key., type: string, group: One }\n',
    });
    const write = (file: string): void => {
      fs.mkdirSync(path.dirname(path.join(tiny.folder, file)), { recursive: true });
      fs.writeFileSync(path.join(tiny.folder, file), file);
    };
    const ours = ['mine.txt', 'below/ä b.txt'];
    const notOurs = [
      '.env',
      '.env.production',
      'ignored/x',
      'node_modules/a/b',
      '.local/data',
      'below/.env',
    ];
    for (const file of [...ours, ...notOurs]) write(file);
    fs.rmSync(path.join(tiny.folder, 'README.md'));
    const env = { SHOP_KEY: 'secret', DATABASE_URL: 'postgres://production', KEPT: 'yes' };
    expect(await verify(tiny, ['--only', 'D1', '--keep'], env)).toMatchObject({ code: 0 });
    const { files, environment } = seen(tiny.temp);
    expect(files).toEqual(expect.arrayContaining([...ours, '.plinth/project.json', '.gitignore']));
    expect(files.filter((file) => [...notOurs, 'README.md', '.git'].includes(file))).toEqual([]);
    expect(environment).toMatchObject({ KEPT: 'yes' });
    expect(environment).not.toHaveProperty('SHOP_KEY');
    expect(environment).not.toHaveProperty('DATABASE_URL');
  });

  it('is installed with the package manager of its lockfile, the project is not', async () => {
    const tiny = await project({ files: { 'package.json': '{"name":"x","private":true}' } });
    fs.writeFileSync(path.join(tiny.folder, 'pnpm-lock.yaml'), '');
    const note = 'require("node:fs").writeFileSync("installed", process.argv.slice(2).join(" "))';
    const PATH = fakeProgram(path.join(cwd, 'pnpm-bin'), 'pnpm', note);
    const run = await verify(tiny, ['--only', 'D1', '--keep'], { PATH });
    expect(run.stdout).toContain('Installing dependencies with pnpm');
    expect(run.code).toBe(0);
    expect(seen(tiny.temp).files).toContain('installed');
    expect(fs.existsSync(path.join(tiny.folder, 'installed'))).toBe(false);
  });
});

it('hands npm what is installed, to be compared with the lockfile', async () => {
  const tiny = await project({ files: { 'package.json': '{"name":"x","private":true}' } });
  const installed = path.join(tiny.folder, 'node_modules', 'a', 'index.js');
  fs.mkdirSync(path.dirname(installed), { recursive: true });
  fs.writeFileSync(installed, 'ours');
  const edit = 'require("node:fs").writeFileSync("node_modules/a/index.js", "theirs")';
  const PATH = fakeProgram(path.join(cwd, 'editing-bin'), 'npm', edit);
  expect(await verify(tiny, ['--only', 'D1', '--keep'], { PATH })).toMatchObject({ code: 0 });
  expect(seen(tiny.temp).files).toContain('node_modules/a/index.js');
  expect(fs.readFileSync(installed, 'utf8')).toBe('ours');
});

describe('an error', () => {
  const failing = async (tiny: Project, argv: readonly string[] = [], env = {}) => {
    const run = await verify(tiny, ['--only', 'D1', '--json', ...argv], env);
    const { error } = jsonOf<{ error: { code: string; message: string; hint: string } }>(run);
    return { exit: run.code, ...error };
  };
  const change = ({ folder }: Project, from: string, to: string): void => {
    const file = path.join(folder, '.plinth', 'project.json');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(from, to));
  };

  it('says that there is no project', async () => {
    const tiny = await project();
    fs.rmSync(path.join(tiny.folder, '.plinth'), { recursive: true });
    expect(await failing(tiny)).toMatchObject({ exit: 2, code: 'RECORD_INVALID' });
  });

  it('says that the template is not known, has no driver, or a broken one', async () => {
    const tiny = await project({ driver: null });
    expect(await failing(tiny)).toMatchObject({
      exit: 4,
      code: 'DRIVER_INVALID',
      message: `The template "../${tiny.name}-stack" has no contract driver`,
    });
    const contract = path.join(cwd, `${tiny.name}-stack`, 'contract');
    fs.mkdirSync(contract);
    fs.writeFileSync(path.join(contract, 'driver.ts'), 'export const driver = 1;');
    expect(await failing(tiny)).toMatchObject({
      code: 'DRIVER_INVALID',
      message: expect.stringContaining('it exports no function createDriver') as string,
    });
    change(tiny, `../${tiny.name}-stack`, 'fastifi');
    expect(await failing(tiny)).toMatchObject({
      exit: 2,
      code: 'TEMPLATE_UNKNOWN',
      message: 'No template "fastifi", did you mean "fastify"?',
    });
  });

  it('offers the nearest behaviour, and all groups', async () => {
    const tiny = await project();
    expect(await failing(tiny, ['--only=D77'])).toMatchObject({ exit: 2, code: 'USAGE' });
    const run = await command('plinth', ['verify', tiny.name, '--only', 'D77'], { cwd });
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(
      'BEHAVIOUR_UNKNOWN  No behaviour or group "D77", did you mean "D7"?',
    );
    expect(run.stderr).toContain('S1 to S7, A1 to A9');
  });

  it('says that a report cannot be written, before anything runs', async () => {
    const tiny = await project();
    expect(await failing(tiny, ['--junit', 'no/such/folder.xml'])).toMatchObject({
      exit: 3,
      code: 'TARGET_REFUSED',
    });
    const run = await command('plinth', ['verify', 'report.json', '--json'], { cwd });
    expect(jsonOf(run)).toMatchObject({ error: { code: 'USAGE' } });
  });

  it('says what the machine lacks', async () => {
    const tiny = await project({ manifest: 'node: 99.0.0\n' });
    expect(await failing(tiny)).toMatchObject({ exit: 5, code: 'NODE_TOO_OLD' });
    const other = await project();
    const empty = path.join(cwd, 'empty-bin');
    expect(await failing(other, [], { PATH: empty })).toMatchObject({
      exit: 5,
      code: 'PROGRAM_MISSING',
      message: 'npm was not found, and the project needs it',
    });
    const [PATH = ''] = fakeProgram(empty, 'npm', '').split(path.delimiter);
    expect(await failing(other, [], { PATH })).toMatchObject({
      exit: 5,
      code: 'PROGRAM_MISSING',
      message: 'git was not found',
    });
    expect(fs.readdirSync(other.temp)).toEqual([]);
  });

  it('says that the copy was not installed', async () => {
    const tiny = await project({ files: { 'package.json': '{"name":"x","private":true}' } });
    const PATH = fakeProgram(path.join(cwd, 'npm-bin'), 'npm', 'process.exit(3)');
    expect(await failing(tiny, [], { PATH })).toMatchObject({
      exit: 6,
      code: 'INSTALL_FAILED',
      hint: expect.stringContaining('npm install') as string,
    });
    expect(fs.readdirSync(tiny.temp)).toEqual([]);
  });

  it('says that the project cannot be opened, and where the logs are', async () => {
    const driver = `export const createDriver = async () => { throw new Error('no server\\nport taken'); };`;
    const tiny = await project({ driver });
    const error = await failing(tiny);
    const [left = ''] = fs.readdirSync(tiny.temp);
    expect(error).toMatchObject({
      exit: 7,
      code: 'PROJECT_UNFIT',
      message: 'The project cannot be opened: no server',
      hint: expect.stringContaining(path.join(tiny.temp, left, 'logs')) as string,
    });
  });
});

it.each(['SIGINT', 'SIGTERM'] as const)('ends all that runs at %s', async (signal) => {
  const pidFile = path.join(cwd, `${signal}.pid`);
  const driver = `
    import fs from 'node:fs';
    export const createDriver = async (kit) => ({
      ground: () => 'real',
      project: {},
      start: async () => {
        const { pid } = kit.spawn('server', process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
        fs.writeFileSync(${JSON.stringify(pidFile)}, String(pid));
        return new Promise(() => {});
      },
      close: async () => {},
    });`;
  const tiny = await project({ driver });
  const child = spawn(
    process.execPath,
    [path.join(ROOT, 'apps/create-plinth/src/plinth.ts'), 'verify', tiny.name],
    { cwd, env: { ...process.env, TMPDIR: tiny.temp }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  await expect.poll(() => fs.existsSync(pidFile), { timeout: 20_000 }).toBe(true);
  const begin = performance.now();
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(performance.now() - begin).toBeLessThan(5000);
  expect(errors).toContain('Stopped. What was running has ended.');
  expect(() => process.kill(Number(fs.readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
  expect(fs.readdirSync(tiny.temp)).toEqual([]);
});
