import { describe, expect, it } from 'vitest';
import { compileText, precompileText } from './compile.ts';
import { type PrecompiledText, runText } from './run.ts';

const at = (file: string) => ({ template: 't', file });

/** A text as the published bundle has it. */
function precompiled(text: string, file: string) {
  // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- the source that a build writes
  const source = new Function(`return ${precompileText(text, at(file))}`) as () => PrecompiledText;
  return runText(source(), at(file));
}

const compiled = (text: string, file: string) => compileText(text, at(file));

describe.each([
  ['precompiled', precompiled],
  ['compiled', compiled],
])('a text that was %s', (_, make) => {
  it('calls partials, also as blocks', () => {
    const render = make('{{> p}}{{#> b}}inside{{/b}}', 'files/a.hbs');
    const partials = { p: make('{{x}}', 'partials/p.hbs'), b: make('<{{> @partial-block}}>', 'b') };
    expect(render({ x: 1 }, { partials })).toBe('1<inside>');
  });

  it.each([
    ['\n\n{{nope}}', 'partials/inner.hbs', 3],
    ['\n{{lookup list 7}}', 'partials/inner.hbs', 2],
    ['{{> missing}}', 'partials/inner.hbs', 1],
    ['\n{{> (lookup . "partial")}}', 'partials/inner.hbs', 2],
    ['\n\n{{object}}', 'partials/inner.hbs', 3],
    ['\n{{lookup . "object"}}', 'partials/inner.hbs', 2],
    ['{{#with object}}\n{{this}}{{/with}}', 'partials/inner.hbs', 2],
    ['{{list}}', 'partials/inner.hbs', 1],
  ])('fails in the partial that is wrong: %j', (text, file, line) => {
    const render = make('{{#each list}}{{> outer}}{{/each}}', 'files/a.hbs');
    const partials = {
      outer: make('a\n{{> inner}}', 'partials/outer.hbs'),
      inner: make(text, 'partials/inner.hbs'),
    };
    const item = { partial: 'missing', object: {}, list: [1] };
    expect(() => render({ list: [item] }, { partials })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_INVALID',
        location: { template: 't', file, line },
      }) as Error,
    );
  });
});
