import type { Spec } from '@plinth/schema/spec';
import { type Rendering, render } from '../render.ts';
import { parseTemplate, type RawTemplate } from '../template/parse-template.ts';
import type { Template } from '../template/template.ts';

/** First lines of a manifest that is valid and asks for nothing. */
export const MANIFEST = `id: sample
kind: service
title: Sample
about: A template for tests.
version: 1.0.0
`;

export const SPEC: Spec = {
  format: 1,
  name: 'my-app',
  platform: null,
  service: 'sample',
  options: {},
  packageManager: 'pnpm',
  pinNode: false,
};

/** In the place of a text: a file whose bytes are none. */
export const BYTES = '\u0000';

/** A template of a manifest and text files by path. */
export function sampleTemplate(
  manifest: string,
  files: Readonly<Record<string, string>>,
  extra: Partial<RawTemplate> = {},
): Template {
  return parseTemplate({
    reference: 'sample',
    name: 'sample',
    manifest,
    files: Object.entries(files).map(([file, text]) =>
      text === BYTES
        ? { file, base64: '/wAB', executable: false }
        : { file, text, executable: false },
    ),
    versions: { sample: '1.0.0' },
    parts: [],
    ...extra,
  });
}

export function renderSample(
  manifest: string,
  files: Readonly<Record<string, string>>,
  spec: Partial<Spec> = {},
): Rendering {
  return render({ ...SPEC, ...spec }, { platform: null, service: sampleTemplate(manifest, files) });
}

/** The text of a file of a rendering. */
export function textOf({ tree }: Rendering, path: string): string {
  const file = tree.files.find((each) => each.path === path);
  if (typeof file?.content !== 'string') throw new Error(`no text ${path}`);
  return file.content;
}
