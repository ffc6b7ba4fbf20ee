import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { command, jsonOf } from '../support/command.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const root = tempFolder();
let cwd: string;

beforeEach(() => {
  cwd = fs.mkdtempSync(path.join(root, 'case-'));
});

const manifest = (id: string, kind = 'service') =>
  `id: ${id}\nkind: ${kind}\ntitle: T\nabout: a\nversion: 1.0.0\n`;

function write(file: string, content: string | Uint8Array): void {
  const absolute = path.join(cwd, file);
  fs.mkdirSync(path.dirname(absolute), { recursive: true });
  fs.writeFileSync(absolute, content);
}

/** A template `mini`, sound but for what the test adds. */
function mini(more = ''): void {
  write('mini/template.yaml', manifest('mini') + more);
  write('mini/files/package.json', '{}');
}

const FLAGS = ['--yes', '--no-install', '--no-git', '--no-pin-node', '--json'];
const create = (...flags: string[]) => command('create-plinth', ['p', ...flags, ...FLAGS], { cwd });

type Mistake = [what: string, place: string, code: string, make: () => void];

const MISTAKES: Mistake[] = [
  [
    'a version table that does not parse',
    'mini, versions.yaml:2',
    'MANIFEST_INVALID',
    () => {
      write('mini/versions.yaml', 'tried: 2026-01-02\ntried: 2026-01-03\n');
    },
  ],
  [
    'a version that is not exact',
    'mini, versions.yaml:4',
    'MANIFEST_INVALID',
    () => {
      write('mini/versions.yaml', 'tried: 2026-01-02\nnpm:\n  a: 1.0.0\n  b: ^1.0.0\n');
    },
  ],
  [
    'a version table that is a folder',
    'mini, versions.yaml:1',
    'TEMPLATE_INVALID',
    () => {
      write('mini/versions.yaml/x', '');
    },
  ],
  [
    'an alias without its anchor in the manifest',
    'mini, template.yaml:6',
    'MANIFEST_INVALID',
    () => {
      mini('uses: [*x]\n');
    },
  ],
  [
    'a manifest that is a folder',
    'mini, template.yaml:1',
    'TEMPLATE_INVALID',
    () => {
      fs.rmSync(path.join(cwd, 'mini/template.yaml'));
      fs.mkdirSync(path.join(cwd, 'mini/template.yaml'));
    },
  ],
  [
    'a manifest that is not text',
    'mini, template.yaml:1',
    'TEMPLATE_INVALID',
    () => {
      write('mini/template.yaml', Uint8Array.of(0xff, 0xfe, 0x41));
    },
  ],
  [
    'files that are a file',
    'mini, files:1',
    'TEMPLATE_INVALID',
    () => {
      fs.rmSync(path.join(cwd, 'mini/files'), { recursive: true });
      write('mini/files', '');
    },
  ],
  [
    'a layer of package.json that is not text',
    'mini, layers/a/package.json:1',
    'TEMPLATE_INVALID',
    () => {
      mini('layers: [{ name: a }]\n');
      write('mini/layers/a/package.json', Uint8Array.of(0x7b, 0xff, 0x7d));
    },
  ],
  [
    'a part that uses itself',
    'a, template.yaml:7',
    'MANIFEST_INVALID',
    () => {
      mini('uses: [a]\n');
      write('_shared/a/template.yaml', `${manifest('a', 'part')}uses:\n  - a\n`);
    },
  ],
  [
    'parts that use each other',
    'b, template.yaml:6',
    'MANIFEST_INVALID',
    () => {
      mini('uses: [a]\n');
      write('_shared/a/template.yaml', `${manifest('a', 'part')}uses: [b]\n`);
      write('_shared/b/template.yaml', `${manifest('b', 'part')}uses: [a]\n`);
    },
  ],
  [
    'an unknown part',
    'mini, template.yaml:8',
    'MANIFEST_INVALID',
    () => {
      mini('uses:\n  - editor\n  - nope\n');
    },
  ],
  [
    'a part that is a service',
    'mini, template.yaml:6',
    'MANIFEST_INVALID',
    () => {
      mini('uses: [fastify]\n');
    },
  ],
  [
    'a folder without its last letter',
    'mini, layer:1',
    'TEMPLATE_INVALID',
    () => {
      write('mini/layer/a/x', '');
    },
  ],
  [
    'a file that belongs nowhere',
    'mini, template.yml:1',
    'TEMPLATE_INVALID',
    () => {
      write('mini/template.yml', '');
    },
  ],
  [
    'an area that is a link',
    'mini, files:1',
    'PATH_ESCAPE',
    () => {
      write('secret/x', 'secret');
      fs.rmSync(path.join(cwd, 'mini/files'), { recursive: true });
      fs.symlinkSync('../secret', path.join(cwd, 'mini/files'), 'dir');
    },
  ],
  [
    'a manifest that is a link',
    'mini, template.yaml:1',
    'PATH_ESCAPE',
    () => {
      fs.renameSync(path.join(cwd, 'mini/template.yaml'), path.join(cwd, 'other.yaml'));
      fs.symlinkSync('../other.yaml', path.join(cwd, 'mini/template.yaml'));
    },
  ],
];

describe('the folder of a template with', () => {
  it.each(MISTAKES)('%s is refused at %s', async (_, place, code, make) => {
    mini();
    make();
    const run = await create('--stack', './mini');
    expect(run.code).toBe(4);
    const { error } = jsonOf<{ error: { code: string; message: string; at: { line: number } } }>(
      run,
    );
    expect(error.code).toBe(code);
    expect(error.message).toContain(`(template ${place})`);
    expect(error.at.line).toBeGreaterThan(0);
    expect(fs.existsSync(path.join(cwd, 'p'))).toBe(false);
  });

  // The superuser reads everything; Windows has no such modes.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a file that cannot be read is refused',
    async () => {
      mini();
      write('mini/files/x', '');
      fs.chmodSync(path.join(cwd, 'mini/files/x'), 0);
      const run = await create('--stack', './mini');
      expect(jsonOf(run)).toMatchObject({ error: { at: { file: 'files/x', line: 1 } } });
    },
  );
});

describe('the folder of a template', () => {
  it('may hold what people and package managers put there', async () => {
    mini();
    for (const name of ['README.md', 'LICENSE', 'LICENCE.txt', 'CHANGELOG.md', 'package.json']) {
      write(`mini/${name}`, '{}');
    }
    for (const name of ['docs/a.md', 'contract/a.ts', 'node_modules/a/b.js', '.git/config']) {
      write(`mini/${name}`, '');
    }
    for (const name of ['dist/a', 'node_modules/a', 'src/node_modules/a', '.local/a']) {
      write(`mini/files/${name}`, '');
    }
    for (const name of ['src/dist/a', 'src/.local/a']) write(`mini/files/${name}`, '');
    expect((await create('--stack', './mini')).code).toBe(0);
    const files = [...readTree(path.join(cwd, 'p')).keys()].filter(
      (file) => !file.startsWith('.plinth/'),
    );
    expect(files.sort()).toEqual(['package.json', 'src/.local/a', 'src/dist/a']);
  });
});

describe('a platform beside a service', () => {
  it('is not mixed up with one that has its id, nor is a part', async () => {
    mini('uses: [editor]\n');
    write('base/template.yaml', manifest('mini', 'platform'));
    write('base/files/base', '');
    const same = await create('--platform', './base', '--service', './mini');
    expect(jsonOf(same)).toMatchObject({ ok: false, error: { code: 'MANIFEST_INVALID' } });

    write('own/base/template.yaml', `${manifest('base', 'platform')}uses: [editor]\n`);
    write('own/base/files/base', '');
    write('own/_shared/editor/template.yaml', manifest('editor', 'part'));
    write('own/_shared/editor/files/_editorconfig', 'own\n');
    const part = await create('--platform', './own/base', '--service', './mini');
    expect(jsonOf(part)).toMatchObject({
      error: { code: 'MANIFEST_INVALID', at: { template: 'editor', line: 1 } },
    });

    fs.rmSync(path.join(cwd, 'own/_shared'), { recursive: true });
    const both = await create('--platform', './own/base', '--service', './mini');
    expect(both.code).toBe(0);
    expect([...readTree(path.join(cwd, 'p')).keys()]).toEqual(
      expect.arrayContaining(['.editorconfig', 'base', 'package.json']),
    );
  });

  it('shares its own versions with the parts that it uses', async () => {
    mini('uses: [pinned]\n');
    write('_shared/pinned/template.yaml', manifest('pinned', 'part'));
    write('_shared/pinned/files/package.json', '{"dependencies":{"zod":"catalog:"}}');
    write('mini/versions.yaml', 'tried: 2026-01-02\nnpm: { zod: 4.0.0 }\n');
    expect((await create('--stack', './mini')).code).toBe(0);
    expect(JSON.parse(fs.readFileSync(path.join(cwd, 'p/package.json'), 'utf8'))).toMatchObject({
      dependencies: { zod: '4.0.0' },
    });
  });
});
