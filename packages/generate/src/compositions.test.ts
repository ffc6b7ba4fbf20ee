import { PlinthError } from '@plinth/schema/errors';
import { describe, expect, it } from 'vitest';
import { render, type Rendering } from './render.ts';
import { sampleTemplate, SPEC, textOf } from './testing/sample.ts';
import type { Template } from './template/template.ts';

const head = (kind: string, id: string) =>
  `id: ${id}\nkind: ${kind}\ntitle: T\nabout: a\nversion: 1.0.0\n`;

interface Extra {
  readonly manifest?: string;
  readonly parts?: readonly Template[];
  readonly versions?: Readonly<Record<string, string>>;
}

function make(
  kind: 'platform' | 'service' | 'part',
  id: string,
  files: Readonly<Record<string, string>>,
  { manifest = '', parts = [], versions = {} }: Extra = {},
): Template {
  const uses = parts.map((part) => part.manifest.id).join(', ');
  const text = `${head(kind, id)}uses: [${uses}]\n${manifest}`;
  return sampleTemplate(text, files, { parts, versions });
}

const together = (platform: Template, service: Template): Rendering =>
  render({ ...SPEC, platform: 'p', service: 's' }, { platform, service });

function failure(run: () => unknown): PlinthError {
  try {
    run();
  } catch (error) {
    if (error instanceof PlinthError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('a platform and a service', () => {
  it('are refused where one stands alone', () => {
    const platform = make('platform', 'p', { 'files/p': '' }, { manifest: 'alone: true\n' });
    const service = make('service', 's', { 'files/s': '' });
    const error = failure(() => together(platform, service));
    expect(error.code).toBe('STACK_UNAVAILABLE');
    const alone = render({ ...SPEC, platform: 'p', service: null }, { platform, service: null });
    expect(textOf(alone, 'p')).toBe('');
  });

  it('with one id are refused, neither is dropped', () => {
    const error = failure(() =>
      together(make('platform', 'x', { 'files/a': '' }), make('service', 'x', { 'files/b': '' })),
    );
    expect(error).toMatchObject({
      code: 'MANIFEST_INVALID',
      location: { template: 'x', file: 'template.yaml', line: 1 },
    });
    expect(error.message).toContain('chosen as platform');
  });

  it('that use different parts of one id are refused', () => {
    const [one, other] = ['1', '2'].map((text) => make('part', 'shared', { 'files/a': text }));
    const platform = make('platform', 'p', { 'files/p': '' }, { parts: one ? [one] : [] });
    const service = make('service', 's', { 'files/s': '' }, { parts: other ? [other] : [] });
    const { message, location } = failure(() => together(platform, service));
    expect(message).toContain('used by "p"');
    expect(message).toContain('used by "s"');
    expect(location).toEqual({ template: 'shared', file: 'template.yaml', line: 1 });
  });

  it('may use one part that was loaded twice', () => {
    const load = () => make('part', 'shared', { 'files/a.hbs': '{{project.name}}' });
    const { tree } = together(
      make('platform', 'p', { 'files/p': '' }, { parts: [load()] }),
      make('service', 's', { 'files/s': '' }, { parts: [load()] }),
    );
    expect(tree.files.map(({ path }) => path)).toEqual(['a', 'p', 's']);
  });

  it('have partials and flags of their own, and those of their parts', () => {
    const part = make(
      'part',
      'shared',
      { 'partials/common.hbs': 'common', 'files/shared.hbs': '{{> common}}' },
      { manifest: 'flags: { everywhere: {} }\n' },
    );
    const own = (word: string, flag: string): [Record<string, string>, Extra] => [
      {
        'partials/own.hbs': word,
        [`files/${word}.hbs`]: '{{> own}} {{> common}} {{flags.own}} {{flags.everywhere}}',
      },
      { manifest: `flags: { own: { packageManager: ${flag} } }\n`, parts: [part] },
    ];
    const rendering = together(
      make('platform', 'p', ...own('platform', 'npm')),
      make('service', 's', ...own('service', 'pnpm')),
    );
    expect(textOf(rendering, 'platform')).toBe('platform common false true');
    expect(textOf(rendering, 'service')).toBe('service common true true');
    expect(textOf(rendering, 'shared')).toBe('common');
  });

  it('do not see the flags of each other', () => {
    const platform = make('platform', 'p', { 'files/p.hbs': '\n{{flags.theirs}}' });
    const service = make(
      'service',
      's',
      { 'files/s': '' },
      { manifest: 'flags: { theirs: {} }\n' },
    );
    expect(failure(() => together(platform, service)).location).toEqual({
      template: 'p',
      file: 'files/p.hbs',
      line: 2,
    });
  });

  it('are pinned by their own tables, and a conflict is shown', () => {
    const pinned = (names: readonly string[]) =>
      JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, 'catalog:'])) });
    const platform = (names: readonly string[]) =>
      make(
        'platform',
        'p',
        { 'files/package.json': pinned(names) },
        { versions: { a: '1.0.0', b: '1.0.0' } },
      );
    const service = make(
      'service',
      's',
      { 'files/package.json': pinned(['a', 'c']) },
      { versions: { a: '1.0.0', b: '2.0.0', c: '2.0.0' } },
    );
    expect(JSON.parse(textOf(together(platform(['a', 'b']), service), 'package.json'))).toEqual({
      dependencies: { a: '1.0.0', b: '1.0.0', c: '2.0.0' },
    });
    const greedy = make(
      'service',
      's',
      { 'files/package.json': pinned(['b']) },
      { versions: { b: '2.0.0' } },
    );
    expect(failure(() => together(platform(['b']), greedy))).toMatchObject({
      code: 'MERGE_CONFLICT',
      location: { template: 's', file: 'files/package.json' },
    });
  });

  it('must agree on the versions that a part of both asks for', () => {
    const using = (kind: 'platform' | 'service', version: string) => {
      const part = make(
        'part',
        'shared',
        { 'files/package.json': '{"dependencies":{\n"a":"catalog:"}}' },
        { versions: { a: version, other: version } },
      );
      return make(kind, kind, { [`files/${kind}`]: '' }, { parts: [part] });
    };
    expect(together(using('platform', '1.0.0'), using('service', '1.0.0')).tree.files).toHaveLength(
      3,
    );
    const error = failure(() => together(using('platform', '1.0.0'), using('service', '2.0.0')));
    expect(error).toMatchObject({
      code: 'TEMPLATE_INVALID',
      location: { template: 'shared', file: 'files/package.json', line: 2 },
    });
    expect(error.message).toContain('1.0.0 and 2.0.0');
  });

  it('may share a list when they mean the same', () => {
    const declaring = (kind: 'platform' | 'service', item: string, text: string) =>
      make(
        kind,
        kind,
        { [`files/${kind}.hbs`]: '{{join lists.names ","}}' },
        { manifest: `lists:\n  names: ${item}\ncontributes: { names: [${text}] }\n` },
      );
    const same = together(
      declaring('platform', 'A name', 'one'),
      declaring('service', 'A name', 'two'),
    );
    expect(textOf(same, 'platform')).toBe('one,two');
    const different = () =>
      together(declaring('platform', 'A name', 'one'), declaring('service', 'A path', 'two'));
    expect(failure(different).location).toEqual({
      template: 'service',
      file: 'template.yaml',
      line: 8,
    });
  });
});

describe('two parts of one template', () => {
  const part = (id: string) => make('part', id, { 'partials/same.hbs': id });

  it('with a partial of one name are refused, unless the template has it too', () => {
    const parts = [part('one'), part('two')];
    const error = failure(() => make('service', 's', { 'files/a.hbs': '{{> same}}' }, { parts }));
    expect(error).toMatchObject({
      code: 'MANIFEST_INVALID',
      location: { template: 's', file: 'template.yaml', line: 6 },
    });
    const own = { 'files/a.hbs': '{{> same}}', 'partials/same.hbs': 'own' };
    const service = make('service', 's', own, { parts });
    expect(textOf(render(SPEC, { platform: null, service }), 'a')).toBe('own');
  });

  it('may both use a third', () => {
    const third = part('third');
    const [one, two] = ['one', 'two'].map((id) =>
      make('part', id, { [`files/${id}`]: '' }, { parts: [third] }),
    );
    const parts = [one, two].filter((each) => each !== undefined);
    const service = make('service', 's', { 'files/a.hbs': '{{> same}}' }, { parts });
    expect(textOf(render(SPEC, { platform: null, service }), 'a')).toBe('third');
  });
});

describe('a template that uses', () => {
  it('something else than a part is refused', () => {
    const other = make('service', 'other', { 'files/a': '' });
    const error = failure(() => make('service', 's', { 'files/b': '' }, { parts: [other] }));
    expect(error).toMatchObject({
      code: 'MANIFEST_INVALID',
      location: { template: 's', file: 'template.yaml', line: 6 },
    });
  });
});

describe('an option or a variable that two templates declare differently', () => {
  it.each([
    ['options', '- { id: a, type: switch, about: A, default: true }', 'default: false'],
    [
      'env',
      '- { name: A, about: An A., group: G, type: boolean, default: true }',
      'default: false',
    ],
  ])('%s: is refused in the line of the second', (key, entry, other) => {
    const platform = make(
      'platform',
      'p',
      { 'files/p': '' },
      { manifest: `${key}:\n  ${entry}\n` },
    );
    const changed = entry.replace('default: true', other);
    const service = make(
      'service',
      's',
      { 'files/s': '' },
      { manifest: `${key}:\n  ${changed}\n` },
    );
    expect(failure(() => together(platform, service))).toMatchObject({
      code: 'MANIFEST_INVALID',
      location: { template: 's', file: 'template.yaml', line: 8 },
    });
  });
});
