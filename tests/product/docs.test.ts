import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '@plinth/schema/errors';
import { manifestSchema } from '@plinth/schema/manifest';
import { templateIds } from '@plinth/project/templates/folder-library';
import { ROOT, TEMPLATES } from '../support/repository.ts';

const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');

describe('the documents', () => {
  it('list every error code with its exit code', () => {
    const rows = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)` +\| +(\d+) +\|/gm)];
    const documented = Object.fromEntries(rows.map(([, code, exit]) => [code, Number(exit)]));
    const actual = Object.entries(ERROR_CODES).map(([code, { exit }]) => [code, exit]);
    expect(documented).toEqual(Object.fromEntries(actual));
  });

  it('name every key of the manifest', () => {
    const text = read('docs/templates.md');
    const missing = Object.keys(manifestSchema.shape).filter((key) => !text.includes(`\`${key}\``));
    expect(missing).toEqual([]);
  });

  it('list every stack', () => {
    const text = read('README.md');
    expect(templateIds(TEMPLATES).filter((id) => !text.includes(`\`${id}\``))).toEqual([]);
  });

  it('name only scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const file of [
      'README.md',
      'CONTRIBUTING.md',
      'AGENTS.md',
      'docs/templates.md',
      'docs/benchmarks.md',
    ]) {
      const named = [...read(file).matchAll(/npm run ([a-z]+(?::[a-z]+)*)/g)].map(
        ([, name]) => name ?? '',
      );
      // The README also shows what a generated project has.
      const known = [...Object.keys(scripts), 'dev', 'create'];
      expect(
        named.filter((name) => !known.includes(name)),
        file,
      ).toEqual([]);
    }
  });

  it('link to files that exist', () => {
    for (const file of ['README.md', 'CONTRIBUTING.md', 'docs/templates.md']) {
      const links = [...read(file).matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link ?? '');
      const broken = links.filter(
        (link) => !fs.existsSync(path.join(ROOT, path.dirname(file), link)),
      );
      expect(broken, file).toEqual([]);
    }
  });
});

describe('a template', () => {
  it.each(['.', '_shared'])('has a readme for maintainers (%s)', (area) => {
    const folder = path.join(TEMPLATES, area);
    const without = templateIds(folder).filter(
      (id) => !fs.existsSync(path.join(folder, id, 'README.md')),
    );
    expect(without).toEqual([]);
  });
});
