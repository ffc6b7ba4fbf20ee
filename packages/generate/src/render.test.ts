import { describe, expect, it } from 'vitest';
import { render } from './render.ts';
import { MANIFEST, renderSample, sampleTemplate, SPEC, textOf } from './testing/sample.ts';

describe('render', () => {
  it('gives the same bytes for the same spec', () => {
    const files = { 'files/README.md.hbs': '# {{project.title}}\n', 'files/a.txt': 'a\n' };
    expect(renderSample(MANIFEST, files).tree).toEqual(renderSample(MANIFEST, files).tree);
  });

  it('does not depend on the order in which files were read', () => {
    const files = { 'files/a.txt': 'a', 'files/b/c.txt': 'c', 'files/b.txt': 'b' };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(renderSample(MANIFEST, files).tree).toEqual(renderSample(MANIFEST, reversed).tree);
  });

  it('names the project from the package name', () => {
    const rendering = renderSample(
      MANIFEST,
      { 'files/x.hbs': '{{project.name}}|{{project.unscoped}}|{{project.title}}' },
      { name: '@acme/order-api' },
    );
    expect(textOf(rendering, 'x')).toBe('@acme/order-api|order-api|Order Api');
  });

  it('does not escape what is rendered', () => {
    const list = `lists: { items: An item }\ncontributes: { items: ["<a> & 'b'"] }\n`;
    const rendering = renderSample(MANIFEST + list, {
      'files/x.hbs': '{{#each lists.items}}{{this}}{{/each}}',
    });
    expect(textOf(rendering, 'x')).toBe(`<a> & 'b'`);
  });

  it('restores dotfile names', () => {
    const { tree } = renderSample(MANIFEST, {
      'files/_gitignore': 'dist\n',
      'files/_github/workflows/ci.yml': 'on: push\n',
    });
    expect(tree.files.map(({ path }) => path)).toEqual(['.github/workflows/ci.yml', '.gitignore']);
  });

  it('takes what is verbatim as it is', () => {
    const { tree } = renderSample(`${MANIFEST}verbatim: [_redirects, a/broken.json, b.yaml]\n`, {
      'files/_redirects': '/a /b\n',
      'files/a/broken.json': '{',
      'files/a/_app.tsx': '',
      'files/__init__.py': '',
      'files/b.yaml': '{{ .Values.x }}\n',
    });
    expect(tree.files.map(({ path }) => path)).toEqual([
      '__init__.py',
      '_redirects',
      'a/_app.tsx',
      'a/broken.json',
      'b.yaml',
    ]);
  });

  it('lets expressions of workflows through', () => {
    const { tree } = renderSample(MANIFEST, { 'files/ci.yml': 'if: ${{ github.ref }}\n' });
    expect(tree.files[0]?.content).toBe('if: ${{ github.ref }}\n');
  });

  it('copies bytes that are not text', () => {
    const service = sampleTemplate(
      MANIFEST,
      {},
      {
        files: [{ file: 'files/logo.png', base64: 'iVBORwAB', executable: false }],
      },
    );
    const { tree } = render(SPEC, { platform: null, service });
    expect(tree.files[0]?.content).toEqual(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]));
  });

  it('keeps @root inside partials', () => {
    const rendering = renderSample(`${MANIFEST}lists: { l: x }\ncontributes: { l: [a] }\n`, {
      'files/x.hbs': '{{#each lists.l}}{{> item}}{{/each}}',
      'partials/item.hbs': '{{this}} of {{@root.project.name}}',
    });
    expect(textOf(rendering, 'x')).toBe('a of my-app');
  });
});

describe('layers', () => {
  const manifest = `${MANIFEST}options:
  - { id: ci, type: choice, about: Where checks run, default: github, choices: [{ value: github, label: GitHub }, { value: none, label: None }] }
layers:
  - { name: github, when: { option: { ci: github } } }
  - { name: pnpm, when: { packageManager: pnpm } }
  - { name: npm, when: { packageManager: npm } }
  - { name: either, when: { any: [{ packageManager: npm }, { option: { ci: github } }] } }
  - { name: own-auth, when: { lacks: [auth] } }
  - { name: platform-auth, when: { provides: [auth] } }
`;
  const files = Object.fromEntries(
    ['github', 'pnpm', 'npm', 'either', 'own-auth', 'platform-auth'].map((name) => [
      `layers/${name}/${name}.txt`,
      name,
    ]),
  );
  const paths = (spec: Parameters<typeof renderSample>[2]) =>
    renderSample(manifest, files, spec).tree.files.map(({ path }) => path.replace('.txt', ''));

  it('apply when their condition holds', () => {
    expect(paths({})).toEqual(['either', 'github', 'own-auth', 'pnpm']);
    expect(paths({ options: { ci: 'none' } })).toEqual(['own-auth', 'pnpm']);
    expect(paths({ packageManager: 'npm', options: { ci: 'none' } })).toEqual([
      'either',
      'npm',
      'own-auth',
    ]);
  });

  it('see what a platform provides', () => {
    const platform = sampleTemplate(
      'id: base\nkind: platform\ntitle: B\nabout: b\nversion: 1.0.0\nprovides: [auth]\n',
      { 'files/base.txt': 'base' },
    );
    const { tree } = render(SPEC, { platform, service: sampleTemplate(manifest, files) });
    const found = tree.files.map(({ path }) => path);
    expect(found).toContain('platform-auth.txt');
    expect(found).not.toContain('own-auth.txt');
  });

  it('replace a file when they say so', () => {
    const rendering = renderSample(`${MANIFEST}layers: [{ name: later, overrides: [x.ts] }]\n`, {
      'files/x.ts': 'first',
      'layers/later/x.ts': 'second',
    });
    expect(textOf(rendering, 'x.ts')).toBe('second');
  });

  it('are written into a folder where they say so', () => {
    const { tree } = renderSample(`${MANIFEST}layers: [{ name: deep, into: packages/db }]\n`, {
      'layers/deep/x.ts': 'x',
    });
    expect(tree.files[0]?.path).toBe('packages/db/x.ts');
  });

  it('of parts come before those of the template', () => {
    const part = sampleTemplate('id: base\nkind: part\ntitle: B\nabout: b\nversion: 1.0.0\n', {
      'files/package.json': '{"scripts":{"a":"1"}}',
    });
    const service = sampleTemplate(
      `${MANIFEST}uses: [base]\n`,
      { 'files/package.json': '{"scripts":{"b":"2"}}' },
      { parts: [part] },
    );
    const { tree } = render(SPEC, { platform: null, service });
    expect(JSON.parse(String(tree.files[0]?.content))).toEqual({ scripts: { a: '1', b: '2' } });
  });
});

describe('environment variables', () => {
  const env = `${MANIFEST}envFiles: true
env:
  - { name: PORT, about: The port., group: HTTP, type: integer, min: 0, max: 65535, default: 3000 }
  - { name: KEY, about: Signs sessions., group: Accounts, type: string, secret: true, required: always, generate: { bytes: 32 } }
  - { name: DATABASE_URL, about: Where the database is., group: Database, type: url, protocols: ['postgres:'], required: production, secret: true, example: 'postgres://user:pass@host/db' }
`;

  it('give .env.example without a secret', () => {
    const text = textOf(renderSample(env, {}), '.env.example');
    expect(text).toContain('# The port.\n# PORT=3000\n');
    expect(text).toContain('# Signs sessions. (required)\nKEY=<generated>\n');
    expect(text).toContain('(required in production)\n# DATABASE_URL=postgres://user:pass@host/db');
  });

  it('leave generated values to apply', () => {
    const [secret] = renderSample(env, {}).tree.secrets;
    expect(secret?.path).toBe('.env');
    expect(secret?.parts).toContainEqual({ random: 32 });
  });

  it('put a prefix before a generated value', () => {
    const prefixed = env.replace('bytes: 32', 'bytes: 32, prefix: key_');
    const rendering = renderSample(prefixed, {});
    expect(textOf(rendering, '.env.example')).toContain('KEY=key_<generated>\n');
    expect(rendering.tree.secrets[0]?.parts[0]).toMatch(/\nKEY=key_$/);
  });

  it('leave a text alone that looks like the place of a generated value', () => {
    const odd = env
      .replace('Signs sessions.', 'Replaces <generated>.')
      .replace('user:pass', '<generated>');
    const [secret] = renderSample(odd, {}).tree.secrets;
    const parts = secret?.parts ?? [];
    expect(parts.map((part) => typeof part)).toEqual(['string', 'object', 'string']);
    expect(parts[0]).toMatch(/# Replaces <generated>\. \(required\)\nKEY=$/);
    expect(parts[2]).toContain('# DATABASE_URL=postgres://<generated>@host/db');
  });

  it('are given to templates in groups, in the order of declaration', () => {
    const rendering = renderSample(env, {
      'files/x.hbs':
        '{{#each envGroups}}[{{name}}]{{#each variables}}{{name}}={{default}};{{/each}}{{/each}}{{join requiredInProduction ","}}',
    });
    expect(textOf(rendering, 'x')).toBe(
      '[HTTP]PORT=3000;[Accounts]KEY=;[Database]DATABASE_URL=;DATABASE_URL',
    );
  });
});
