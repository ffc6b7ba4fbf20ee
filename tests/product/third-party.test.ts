import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { TEMPLATES } from '../support/repository.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const cwd = tempFolder();
const FLAGS = ['--yes', '--no-install', '--no-git', '--package-manager', 'npm', '--json'];
const create = (argv: readonly string[]) => command('create-plinth', [...argv, ...FLAGS], { cwd });

/** A project without what names where its template came from. */
function project(name: string): Map<string, unknown> {
  const tree = readTree(path.join(cwd, name));
  for (const file of ['.env', '.plinth/project.json']) tree.delete(file);
  return tree;
}

describe("somebody else's template", () => {
  it('is a copy of a folder, given by its path, and gives the same project', async () => {
    fs.cpSync(path.join(TEMPLATES, 'fastify'), path.join(cwd, 'ours'), { recursive: true });
    expect((await create(['a', '--name', 'x', '--stack', 'fastify'])).code).toBe(0);
    const run = await create(['b', '--name', 'x', '--stack', './ours']);
    expect(jsonOf(run)).toMatchObject({ ok: true, spec: { service: './ours' } });
    expect(project('b')).toEqual(project('a'));
  });

  it('is an installed package', async () => {
    const folder = path.join(cwd, 'node_modules', '@acme', 'plinth-service');
    fs.cpSync(path.join(TEMPLATES, 'fastify'), folder, { recursive: true });
    const run = await create(['c', '--name', 'x', '--stack', '@acme/plinth-service']);
    expect(run.code).toBe(0);
    expect(project('c')).toEqual(project('a'));
  });

  it('brings its own parts and versions where it has them', async () => {
    const folder = path.join(cwd, 'catalogue', 'tiny');
    fs.mkdirSync(path.join(folder, 'files'), { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'template.yaml'),
      'id: tiny\nkind: service\ntitle: Tiny\nabout: Small.\nversion: 1.0.0\nuses: [house, editor]\n',
    );
    fs.writeFileSync(
      path.join(folder, 'versions.yaml'),
      'tried: 2026-01-02\nnpm: { zod: 4.0.0 }\n',
    );
    fs.writeFileSync(
      path.join(folder, 'files', 'package.json'),
      '{"dependencies":{"zod":"catalog:","fastify":"catalog:"}}',
    );
    const part = path.join(cwd, 'catalogue', '_shared', 'house');
    fs.mkdirSync(path.join(part, 'files'), { recursive: true });
    fs.writeFileSync(
      path.join(part, 'template.yaml'),
      'id: house\nkind: part\ntitle: House\nabout: House rules.\nversion: 1.0.0\n',
    );
    fs.writeFileSync(path.join(part, 'files', 'HOUSE.md'), 'rules\n');
    expect((await create(['d', '--stack', './catalogue/tiny'])).code).toBe(0);
    const tree = readTree(path.join(cwd, 'd'));
    const { dependencies } = JSON.parse(String(tree.get('package.json')?.bytes)) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies).toMatchObject({
      zod: '4.0.0',
      fastify: expect.stringMatching(/^5\./) as string,
    });
    expect([...tree.keys()]).toEqual(expect.arrayContaining(['HOUSE.md', '.editorconfig']));
  });
});

describe('a template with a mistake', () => {
  const mistakes: [what: string, code: string, place: string, change: (folder: string) => void][] =
    [
      [
        'an unknown variable',
        'TEMPLATE_INVALID',
        'files/src/config.ts.hbs:1',
        (at) => prepend(at, 'files/src/config.ts.hbs', '// {{project.nme}}\n'),
      ],
      [
        'a layer without files',
        'LAYER_INVALID',
        'template.yaml:',
        (at) => replace(at, 'template.yaml', '\nlayers:\n', '\nlayers:\n  - name: empty\n'),
      ],
      [
        'two writers',
        'PATH_CONFLICT',
        'layers/container/src/app.ts:1',
        (at) => write(at, 'layers/container/src/app.ts', ''),
      ],
      [
        'leftover braces',
        'TEMPLATE_INVALID',
        'files/src/app.ts:1',
        (at) => prepend(at, 'files/src/app.ts', '// {{project.name}}\n'),
      ],
      [
        'a path out of the project',
        'PATH_ESCAPE',
        'template.yaml:',
        (at) =>
          replace(
            at,
            'template.yaml',
            '  - name: container-npm\n',
            '  - name: container-npm\n    into: ../../etc\n',
          ),
      ],
      [
        'an unknown manifest key',
        'MANIFEST_INVALID',
        'template.yaml:1',
        (at) => prepend(at, 'template.yaml', 'colour: red\n'),
      ],
      [
        'a link',
        'PATH_ESCAPE',
        'files/passwords:1',
        (at) => fs.symlinkSync('/etc/passwd', path.join(at, 'files', 'passwords')),
      ],
    ];

  it.each(mistakes)(
    '%s is refused with template, file and line; nothing is written',
    async (_, code, place, change) => {
      const folder = fs.mkdtempSync(path.join(cwd, 'broken-'));
      fs.cpSync(path.join(TEMPLATES, 'fastify'), folder, { recursive: true });
      change(folder);
      const target = `${path.basename(folder)}-project`;
      const run = await create([target, '--stack', `./${path.basename(folder)}`]);
      expect(run.code).toBe(4);
      const { error } = jsonOf<{ error: { code: string; message: string; at: { line: number } } }>(
        run,
      );
      expect(error.code).toBe(code);
      expect(error.message).toContain(place);
      expect(error.at.line).toBeGreaterThan(0);
      expect(fs.existsSync(path.join(cwd, target))).toBe(false);
    },
  );
});

function edit(folder: string, file: string, change: (text: string) => string): void {
  const absolute = path.join(folder, file);
  fs.writeFileSync(absolute, change(fs.readFileSync(absolute, 'utf8')));
}
const prepend = (folder: string, file: string, text: string) => {
  edit(folder, file, (before) => text + before);
};
const replace = (folder: string, file: string, from: string, to: string) => {
  edit(folder, file, (before) => before.replace(from, to));
};
function write(folder: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}
