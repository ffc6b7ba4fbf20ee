import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/repository.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const templates = tempFolder();
const playground = path.join(ROOT, '.playground');
const made = ['tool-check', 'tool-dev'].map((id) => path.join(playground, `${id}-pnpm`));
afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
});

const script = (name: string, ...parameters: string[]) =>
  execa(process.execPath, [path.join(ROOT, 'scripts', `${name}.ts`), ...parameters], {
    cwd: ROOT,
    reject: false,
    all: true,
    stdin: 'ignore',
    env: {
      PLINTH_TEMPLATES: templates,
      PATH: `${path.join(ROOT, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    },
  });

describe('template:new', () => {
  it.each([
    ['service', 'tool-check'],
    ['platform', 'tool-platform'],
  ])('writes a %s that passes template:check at once', async (kind, id) => {
    const written = await script(
      'template-new',
      id,
      kind,
      'A title: with "marks"',
      "It's one sentence.",
    );
    expect(written.exitCode, written.all).toBe(0);
    const checked = await script('template-check', path.join(templates, id));
    expect(checked.exitCode, checked.all).toBe(0);
  });

  it('writes a project whose checks pass', async () => {
    const checked = await script('template-check', path.join(templates, 'tool-check'), '--run');
    expect(checked.exitCode, checked.all).toBe(0);
    expect(checked.all).toContain('greets by name');
  });

  it.each([
    ['../out', 'service'],
    ['tool-check', 'service'],
    ['fine', 'stack'],
  ])('refuses %s as a %s', async (id, kind) => {
    const before = readTree(templates);
    const { exitCode } = await script('template-new', id, kind, 'T', 'A.');
    expect(exitCode).not.toBe(0);
    expect(readTree(templates)).toEqual(before);
  });
});

describe('template:check', () => {
  it('names the mistake and exits with the code of a template error', async () => {
    const folder = path.join(templates, 'broken');
    fs.cpSync(path.join(templates, 'tool-check'), folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'files', 'x.hbs'), '\n{{nope}}\n');
    const { exitCode, all } = await script('template-check', folder);
    expect(exitCode).toBe(4);
    expect(all).toContain('files/x.hbs:2');
  });
});

describe('template:dev', () => {
  it('renders on each change what changed, and runs the checks again', async () => {
    await script('template-new', 'tool-dev', 'service', 'Dev', 'For a test.');
    const folder = path.join(templates, 'tool-dev');
    const child = spawn(process.execPath, [path.join(ROOT, 'scripts', 'template-dev.ts'), folder], {
      cwd: ROOT,
      env: {
        ...process.env,
        PATH: `${path.join(ROOT, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const seen = (text: string) => expect.poll(() => output, { timeout: 30_000 }).toContain(text);
    try {
      await seen('all checks passed');
      await seen('watching');
      output = '';
      const source = path.join(folder, 'files', 'src', 'greeting.ts');
      fs.writeFileSync(source, fs.readFileSync(source, 'utf8').replace('Hello', 'Goodbye'));
      await seen('rendered: src/greeting.ts');
      await seen('"test" failed');
      output = '';
      fs.writeFileSync(path.join(folder, 'files', 'x.hbs'), '{{nope}}');
      await seen('Unknown variable "nope"');
      output = '';
      fs.rmSync(path.join(folder, 'files', 'x.hbs'));
      fs.writeFileSync(source, fs.readFileSync(source, 'utf8').replace('Goodbye', 'Hello'));
      await seen('all checks passed');
    } finally {
      child.kill('SIGINT');
      await ended;
    }
  });
});
