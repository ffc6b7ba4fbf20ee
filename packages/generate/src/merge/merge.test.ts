import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { allowsComments, jsonFault } from './json-syntax.ts';
import { mergeLines } from './merge-lines.ts';
import { type Json, MergeConflict, mergeValues } from './merge-values.ts';
import { mergeYaml, setInYaml } from './merge-yaml.ts';
import { finishPackageJson, pinVersions, VersionConflict, VersionMissing } from './package-json.ts';
import { PointerBlocked, setAt } from './pointer.ts';
import { printJson } from './print-json.ts';
import { readDocument } from './yaml-syntax.ts';

const parseYaml = (text: string) => readDocument(text).document;

const json = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);
const object = fc.dictionary(fc.string(), json, { noNullPrototype: true });

describe('mergeValues', () => {
  it('leaves a value as it is when merged with itself', () => {
    fc.assert(
      fc.property(object, (value) => {
        expect(mergeValues(value, value)).toEqual(value);
      }),
    );
  });

  it('is associative where nothing conflicts', () => {
    fc.assert(
      fc.property(object, object, object, (a, b, c) => {
        const left = outcome(() => mergeValues(mergeValues(a, b), c));
        const right = outcome(() => mergeValues(a, mergeValues(b, c)));
        if (left !== 'conflict' && right !== 'conflict') expect(left).toEqual(right);
      }),
    );
  });

  it('changes neither argument', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        const before = JSON.stringify([a, b]);
        outcome(() => mergeValues(a, b));
        expect(JSON.stringify([a, b])).toBe(before);
      }),
    );
  });

  it('takes a key called __proto__ for a key', () => {
    const added = JSON.parse('{"__proto__":{"polluted":true}}') as Json;
    expect(JSON.stringify(mergeValues({ a: 1 }, added))).toBe(
      '{"a":1,"__proto__":{"polluted":true}}',
    );
    expect(JSON.stringify(mergeValues(added, { a: 1 }))).toContain('polluted');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('names the place of a conflict', () => {
    const merge = () => mergeValues({ a: { 'b/c': 1 } }, { a: { 'b/c': 2 } });
    expect(merge).toThrow(MergeConflict);
    expect(merge).toThrow('/a/b~1c');
  });

  it('lets the later value win where it overrides', () => {
    expect(mergeValues({ a: 1, b: 1 }, { a: 2 }, true)).toEqual({ a: 2, b: 1 });
  });
});

describe('mergeYaml', () => {
  it('agrees with mergeValues', () => {
    fc.assert(
      fc.property(object, object, (a, b) => {
        const viaYaml = outcome(() => {
          const base = parseYaml(JSON.stringify(a));
          mergeYaml(base, parseYaml(JSON.stringify(b)));
          return parse(base.toString()) as Json;
        });
        expect(viaYaml).toEqual(outcome(() => mergeValues(a, b)));
      }),
    );
  });

  it('keeps the comments of both', () => {
    const base = parseYaml('# first\na: 1 # one\n');
    mergeYaml(base, parseYaml('# second\nb: 2 # two\n'));
    const text = base.toString();
    for (const comment of ['# first', '# one', '# two']) expect(text).toContain(comment);
  });
});

describe('mergeLines', () => {
  it('appends what is new as a block', () => {
    expect(mergeLines('a\nb\n', '# more\nb\nc\n')).toBe('a\nb\n\n# more\nc\n');
    expect(mergeLines('a\n', 'a\n')).toBe('a\n');
  });
});

describe('printJson', () => {
  it('prints what parses to the same value', () => {
    fc.assert(
      fc.property(json, fc.boolean(), (value, compact) => {
        expect(JSON.parse(printJson(value, compact))).toEqual(value);
      }),
    );
  });

  it('keeps short lists on one line', () => {
    expect(printJson({ include: ['src', 'tests'] }, true)).toBe(
      '{\n  "include": ["src", "tests"]\n}\n',
    );
    expect(printJson({ files: ['dist'] }, false)).toBe('{\n  "files": [\n    "dist"\n  ]\n}\n');
  });
});

describe('pinVersions', () => {
  it('puts versions in the place of "catalog:"', () => {
    const value = {
      dependencies: { b: 'catalog:', a: '1.0.0' },
      devEngines: { packageManager: { name: 'b', version: 'catalog:' } },
      scripts: { catalog: 'catalog:' },
    };
    expect(pinVersions(value, [{ b: '2.0.0' }])).toEqual({
      dependencies: { b: '2.0.0', a: '1.0.0' },
      devEngines: { packageManager: { name: 'b', version: '2.0.0' } },
      scripts: { catalog: 'catalog:' },
    });
  });

  it('refuses a dependency that no table has, and one on which tables differ', () => {
    const value = { dependencies: { constructor: 'catalog:' } };
    expect(() => pinVersions(value, [{}])).toThrow(VersionMissing);
    const tables = [{ constructor: '1.0.0' }, { constructor: '1.0.0' }, { constructor: '2.0.0' }];
    expect(pinVersions(value, tables.slice(0, 2))).toEqual({
      dependencies: { constructor: '1.0.0' },
    });
    expect(() => pinVersions(value, tables)).toThrow(VersionConflict);
  });
});

describe('finishPackageJson', () => {
  it('sorts fields and dependencies', () => {
    expect(
      JSON.stringify(finishPackageJson({ x: 1, dependencies: { b: '2', a: '1' }, name: 'x' })),
    ).toBe('{"name":"x","dependencies":{"a":"1","b":"2"},"x":1}');
  });
});

describe('setAt', () => {
  it('makes the objects on the way', () => {
    expect(setAt({ a: { b: 1 } }, '/a/c~1d', 2)).toEqual({ a: { b: 1, 'c/d': 2 } });
    const document = parseYaml('a:\n  b: 1\n');
    setInYaml(document, '/a/c~1d', 2);
    expect(document.toJS()).toEqual({ a: { b: 1, 'c/d': 2 } });
  });

  it.each([
    ['{"a":[1]}', '/a/0'],
    ['{"a":"x"}', '/a/b'],
    ['{"a":null}', '/a/b/c'],
    ['[]', '/0'],
    ['3', '/a'],
  ])('replaces nothing but members of objects: %s at %s', (text, pointer) => {
    expect(() => setAt(JSON.parse(text) as Json, pointer, 1)).toThrow(PointerBlocked);
    expect(() => {
      setInYaml(parseYaml(text), pointer, 1);
    }).toThrow(PointerBlocked);
  });
});

describe('jsonFault', () => {
  it('agrees with JSON.parse', () => {
    const texts = fc.oneof(
      fc.json(),
      fc
        .tuple(fc.json(), fc.nat(), fc.constantFrom(...'{ } [ ] , : " \\ 0 - . e E t /'.split(' ')))
        .map(([text, at, added]) => {
          const place = at % (text.length + 1);
          return text.slice(0, place) + added + text.slice(place + (at % 2));
        }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(jsonFault(text, false) === undefined).toBe(parses(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('lets comments and trailing commas through where they are allowed', () => {
    const text = '// a\n{ /* b */ "c": [1, 2,], }\n';
    expect(jsonFault(text, true)).toBeUndefined();
    expect(jsonFault(text, false)).toBe(0);
    expect(jsonFault('[,]', true)).toBe(1);
    const paths = ['tsconfig.json', 'a/tsconfig.build.json', '.vscode/settings.json'];
    expect(paths.every(allowsComments)).toBe(true);
    expect(['package.json', 'mytsconfig.json', 'vscode/a.json'].some(allowsComments)).toBe(false);
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function outcome(merge: () => Json): Json {
  try {
    return merge();
  } catch (error) {
    if (error instanceof MergeConflict) return 'conflict';
    throw error;
  }
}
