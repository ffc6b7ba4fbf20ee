import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { templateIds } from '@plinth/project/templates/folder-library';
import { ROOT, TEMPLATES } from '../support/repository.ts';

/** Who may import whom: apps → project → generate → schema; apps → decide, conformance → schema. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  conformance: ['schema'],
  schema: [],
  decide: ['schema'],
  generate: ['schema'],
  project: ['generate', 'schema'],
};
const PACKAGES = fs.readdirSync(path.join(ROOT, 'packages'));

function sourceFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'));
}

const productFiles = (folder: string): string[] =>
  sourceFiles(folder).filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'));

function importsOf(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '');
}

describe('packages', () => {
  it('are all known here, so that a new one states its direction', () => {
    expect(PACKAGES.filter((name) => !(name in MAY_IMPORT))).toEqual([]);
  });

  it.each(PACKAGES)('%s imports in one direction only', (name) => {
    const allowed = (MAY_IMPORT[name] ?? []).map((each) => `@plinth/${each}`);
    for (const file of productFiles(path.join(ROOT, 'packages', name, 'src'))) {
      const wrong = importsOf(file).filter(
        (each) =>
          (each.startsWith('@plinth/') &&
            !allowed.includes(each.split('/').slice(0, 2).join('/'))) ||
          /(^|\/)(apps|templates|tests|scripts)\//.test(each) ||
          (each.startsWith('.') &&
            !path
              .resolve(path.dirname(file), each)
              .startsWith(path.join(ROOT, 'packages', name, 'src'))),
      );
      expect(wrong, path.relative(ROOT, file)).toEqual([]);
    }
  });

  it.each(['schema', 'decide', 'generate'])('%s runs in a browser: no module of Node', (name) => {
    const builtins = new Set(builtinModules);
    for (const file of productFiles(path.join(ROOT, 'packages', name, 'src'))) {
      const wrong = importsOf(file).filter(
        (each) => each.startsWith('node:') || builtins.has(each),
      );
      expect(wrong, path.relative(ROOT, file)).toEqual([]);
      const text = fs.readFileSync(file, 'utf8');
      expect(
        /\b(process\.(env|cwd|platform|argv|versions?)|Buffer\.|__dirname|require\()/.test(text),
        path.relative(ROOT, file),
      ).toBe(false);
    }
  });
});

describe('apps', () => {
  it.each(fs.readdirSync(path.join(ROOT, 'apps')))('%s imports packages, and itself', (name) => {
    const home = path.join(ROOT, 'apps', name);
    for (const file of productFiles(path.join(home, 'src'))) {
      const wrong = importsOf(file).filter(
        (each) =>
          (each.startsWith('@plinth/') && !PACKAGES.includes(each.split('/')[1] ?? '')) ||
          (each.startsWith('.') && !path.resolve(path.dirname(file), each).startsWith(home)),
      );
      expect(wrong, path.relative(ROOT, file)).toEqual([]);
    }
  });
});

describe('the engine and the command', () => {
  it('name no stack', () => {
    const ids = templateIds(TEMPLATES);
    expect(ids.length).toBeGreaterThan(0);
    const named = new RegExp(
      `\\b(${[...ids, 'supabase', 'appwrite', 'nestjs'].join('|')})\\b`,
      'i',
    );
    // The knowledge base is about stacks; nothing else is.
    const folders = ['packages', 'apps']
      .flatMap((area) =>
        fs.readdirSync(path.join(ROOT, area)).map((name) => path.join(ROOT, area, name, 'src')),
      )
      .filter((folder) => folder !== path.join(ROOT, 'packages', 'decide', 'src'));
    for (const file of folders.flatMap(productFiles)) {
      const lines = fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => named.test(line));
      expect(lines, path.relative(ROOT, file)).toEqual([]);
    }
  });
});

describe('templates', () => {
  it('import nothing of the repository, but that a contract driver knows the suite', () => {
    for (const file of sourceFiles(TEMPLATES)) {
      const isDriver = file.includes(`${path.sep}contract${path.sep}`);
      const wrong = importsOf(file)
        .filter((each) => /@plinth\/|create-plinth/.test(each))
        .filter((each) => !(isDriver && each.startsWith('@plinth/conformance')));
      expect(wrong, path.relative(ROOT, file)).toEqual([]);
    }
  });
});
