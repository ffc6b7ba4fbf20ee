import { PlinthError } from '@plinth/schema/errors';
import { expect, it } from 'vitest';
import { render } from '../render.ts';
import { MANIFEST, sampleTemplate, SPEC, textOf } from '../testing/sample.ts';
import type { Template } from './template.ts';

const part = (id: string, files: Record<string, string>, manifest = '', parts: Template[] = []) =>
  sampleTemplate(`id: ${id}\nkind: part\ntitle: T\nabout: a\nversion: 1.0.0\n${manifest}`, files, {
    parts,
  });

const using = (uses: string, parts: Template[], kind: 'service' | 'platform' = 'service') =>
  sampleTemplate(
    `${MANIFEST.replace('kind: service', `kind: ${kind}`).replace('id: sample', `id: ${kind}`)}uses: [${uses}]\n`,
    { [`files/${kind}.txt`]: '' },
    { parts },
  );

function refusal(run: () => unknown): PlinthError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof PlinthError) return error;
    throw error;
  }
  return undefined;
}

it('writes all of a part, and of the parts below it, into the folder', () => {
  const below = part('below', { 'files/deep.txt': '' });
  const manifest = `uses: [{ part: below, into: inner }]
verbatim: [braces.txt]
values: [{ file: a.json, at: /name, from: project.name }]
layers:
  - { name: placed, into: own }
  - { name: over, overrides: [plain.txt] }
`;
  const files = {
    'files/a.json': '{"name":""}',
    'files/braces.txt': '{{ kept }}',
    'files/plain.txt': 'base',
    'layers/over/plain.txt': 'layer',
    'layers/placed/b.txt': '',
  };
  const service = using('{ part: shared, into: src/local }', [
    part('shared', files, manifest, [below]),
  ]);
  const rendering = render(SPEC, { platform: null, service });
  expect(rendering.tree.files.map(({ path }) => path)).toEqual([
    'service.txt',
    'src/local/a.json',
    'src/local/braces.txt',
    'src/local/inner/deep.txt',
    'src/local/own/b.txt',
    'src/local/plain.txt',
  ]);
  expect(textOf(rendering, 'src/local/a.json')).toContain('my-app');
  expect(textOf(rendering, 'src/local/plain.txt')).toBe('layer');
});

it('leaves a part that no folder is named for where it is', () => {
  const parts = [part('one', { 'files/one.txt': '' }), part('two', { 'files/two.txt': '' })];
  const service = using('one, { part: two, into: there }', parts);
  const { tree } = render(SPEC, { platform: null, service });
  expect(tree.files.map(({ path }) => path)).toEqual(['one.txt', 'service.txt', 'there/two.txt']);
});

it('refuses a folder outside the project, in the line of the use', () => {
  const parts = [part('shared', { 'files/a.txt': '' })];
  expect(refusal(() => using('{ part: shared, into: ../out }', parts))).toMatchObject({
    code: 'PATH_ESCAPE',
    location: { template: 'service', file: 'template.yaml', line: 6 },
  });
});

it('refuses one part in two folders of a project, and names them and who wants them', () => {
  const parts = [part('shared', { 'files/a.txt': '' })];
  const error = refusal(() =>
    render(
      { ...SPEC, platform: 'platform', service: 'service' },
      {
        platform: using('{ part: shared, into: tools }', parts, 'platform'),
        service: using('shared', parts),
      },
    ),
  );
  expect(error).toMatchObject({ code: 'MANIFEST_INVALID', location: { template: 'shared' } });
  for (const word of ['tools', 'the project itself', '"platform"', '"service"']) {
    expect(error?.message).toContain(word);
  }
});
