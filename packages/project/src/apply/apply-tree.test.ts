import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { FileTree } from '@plinth/schema/file-tree';
import { pathFault } from '@plinth/generate/output/project-path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Applied, applyTree } from './apply.ts';
import { neverInterrupted } from './interrupt.ts';
import { contentsOf, temporaryFolder } from './testing/temporary.ts';
import { treeOf } from './testing/trees.ts';

function apply(target: string, tree: FileTree): Promise<Applied> {
  return applyTree({ target, tree, git: false, interrupt: neverInterrupted });
}

describe('what a tree may hold', () => {
  it.each([
    '../out',
    'a/../../out',
    '/etc/passwd',
    'C:/x',
    'a//b',
    '.git/hooks/post-checkout',
    '.plinth/../../out',
    '.plinth/.git/config',
    'node_modules/x',
    'a\\..\\b',
    '',
  ])('no path like %j', async (file) => {
    const folder = temporaryFolder();
    const target = path.join(folder, 'app');
    await expect(apply(target, treeOf({ [file]: 'x' }))).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    await expect(apply(target, treeOf({}, [{ path: file, parts: ['x'] }]))).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('no path twice, and none that is a folder as well', async () => {
    const target = path.join(temporaryFolder(), 'app');
    const twice = treeOf({ '.env': 'x' }, [{ path: '.env', parts: ['y'] }]);
    await expect(apply(target, twice)).rejects.toMatchObject({ code: 'PATH_CONFLICT' });
    const folderToo = treeOf({ 'a/b': 'x', a: 'y' });
    await expect(apply(target, folderToo)).rejects.toMatchObject({ code: 'PATH_CONFLICT' });
  });

  it('any other path and any bytes, which come back as they were', async () => {
    const folder = temporaryFolder();
    const segment = fc
      .oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
        fc.constantFrom(
          '__proto__',
          'constructor',
          '-rf',
          ' x',
          '…',
          '.',
          '.hidden',
          '1',
          '%00',
          '~',
        ),
      )
      .filter((name) => Buffer.byteLength(name) <= 80);
    const file = fc
      .array(segment, { minLength: 1, maxLength: 4 })
      .map((segments) => segments.join('/'))
      .filter((name) => pathFault(name) === undefined);
    const content = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
    );
    const files = fc
      .uniqueArray(fc.tuple(file, content, fc.boolean()), {
        selector: ([name]) => name,
        maxLength: 12,
      })
      .filter((entries) =>
        entries.every(([name]) => !entries.some(([other]) => other.startsWith(`${name}/`))),
      );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async (entries, exists) => {
        const target = path.join(folder, `${(run += 1)}`);
        if (exists) mkdirSync(target);
        await apply(target, {
          files: entries.map(([name, given, executable]) => ({
            path: name,
            content: given,
            executable,
            from: ['test'],
          })),
          secrets: [],
        });
        for (const [name, given, executable] of entries) {
          expect(readFileSync(path.join(target, name))).toEqual(Buffer.from(given));
          expect((statSync(path.join(target, name)).mode & 0o100) !== 0).toBe(executable);
        }
        const found = Object.values(contentsOf(target)).filter((text) => text !== null);
        expect(found).toHaveLength(entries.length);
        expect(readdirSync(folder)).toHaveLength(run);
      }),
      { numRuns: 150 },
    );
  });
});
