import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { packageNameSchema } from '@plinth/schema/spec';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './apply/testing/temporary.ts';
import { checkPackageName, derivePackageName, resolveTarget } from './names.ts';

const REFUSED = expect.objectContaining({ code: 'NAME_INVALID' }) as Error;

function takes(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

describe('a package name', () => {
  it.each(["@a'b/c", '@a(b/c', '@~x/y', '@a!b/c', '@x*/y', 'a~b', '@a/.b', '@a/_b', 'A'])(
    '%j is refused, as by the schema of a spec',
    (name) => {
      expect(() => checkPackageName(name)).toThrow(REFUSED);
      expect(packageNameSchema.safeParse(name).success).toBe(false);
    },
  );

  it('that is taken is one for the schema of a spec, too', () => {
    const part = fc.string({
      unit: fc.constantFrom(...Array.from("ab1.-_~!'()*@/ é")),
      maxLength: 6,
    });
    const name = fc.oneof(
      part,
      fc.tuple(part, part).map(([a, b]) => `@${a}/${b}`),
    );
    fc.assert(
      fc.property(name, (text) => {
        if (takes(() => checkPackageName(text))) {
          expect(packageNameSchema.safeParse(text).success).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('that is made of a folder is one for the schema of a spec, too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        let made: string;
        try {
          made = derivePackageName(text, path.join('/somewhere', text));
        } catch {
          return;
        }
        expect(packageNameSchema.safeParse(made).success).toBe(true);
      }),
    );
  });
});

describe('the target', () => {
  it.each([
    'x/con/y',
    'x/a:b/y',
    'x/dot./y',
    'x\u202ey/z',
    'a\u0085b',
    '.git/x',
    '.GIT/x',
    'a/.git',
    'conin$',
    `x/${'y'.repeat(300)}/z`,
  ])('%j would make a folder that is refused', (directory) => {
    const cwd = temporaryFolder();
    expect(() => resolveTarget(directory, cwd)).toThrow(REFUSED);
  });

  it('may lie in a folder that has such a name already', () => {
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, 'a:b', 'con'), { recursive: true });
    for (const directory of ['a:b/x', 'a:b/con/x', 'a:b/y/x']) {
      expect(resolveTarget(directory, cwd)).toBe(path.join(cwd, directory));
    }
  });

  it('is never inside a .git, even one that is there', () => {
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, '.git'));
    expect(() => resolveTarget('x', path.join(cwd, '.git'))).toThrow(REFUSED);
  });
});
