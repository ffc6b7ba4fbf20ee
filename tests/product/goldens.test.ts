import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Template } from '@plinth/generate/template/template';
import type { Rendering } from '@plinth/generate/render';
import { templateIds } from '@plinth/project/templates/folder-library';
import { loadTemplate, renderAlone, variations } from '../../scripts/playground.ts';
import { ROOT, TEMPLATES } from '../support/repository.ts';

/**
 * Goldens: for each template its default rendering with both package managers, and each other value of
 * each option. A golden holds the list of files, and the text of those that were rendered or merged;
 * plain files are the template's own and need no second copy. `npx vitest -u` writes them.
 */
const GOLDENS = path.join(ROOT, 'tests', 'goldens');

function caseName(packageManager: string, options: Record<string, unknown>): string {
  return [
    packageManager,
    ...Object.entries(options).map(([id, value]) => `${id}-${String(value)}`),
  ].join('_');
}

/** Whether a file is more than a copy of one source of a template. */
function isMade(
  template: Template,
  { from }: { readonly from: readonly string[] },
  content: string | Uint8Array,
): boolean {
  const all = [...template.parts, template];
  const [first, ...others] = from;
  if (first === undefined || others.length > 0) return true;
  const source = all
    .flatMap((each) =>
      each.sources.map((file) => ({ id: `${each.manifest.id}/${file.file}`, file })),
    )
    .find(({ id }) => id === first)?.file;
  return source?.content.kind !== 'text' || source.content.text !== content;
}

function listing({ tree }: Rendering): string {
  const lines = tree.files.map(
    ({ path: name, executable, from }) =>
      `${executable ? 'x' : '-'} ${name}  <- ${from.join(', ')}`,
  );
  return `${[...lines, ...tree.secrets.map(({ path: name }) => `s ${name}`)].join('\n')}\n`;
}

describe.each(templateIds(TEMPLATES))('%s', async (id) => {
  const template = await loadTemplate(id);
  const cases = variations(template).flatMap((options) =>
    (['npm', 'pnpm'] as const)
      .filter((each) => each === 'npm' || Object.keys(options).length === 0)
      .map((packageManager) => ({
        name: caseName(packageManager, options),
        packageManager,
        options,
      })),
  );

  it.each(cases)('renders $name as before', async ({ name, packageManager, options }) => {
    const rendering = renderAlone(template, packageManager, options);
    const folder = path.join(GOLDENS, id, name);
    await expect(listing(rendering)).toMatchFileSnapshot(path.join(folder, 'FILES'));
    for (const file of rendering.tree.files) {
      if (typeof file.content !== 'string' || !isMade(template, file, file.content)) continue;
      await expect(file.content).toMatchFileSnapshot(
        path.join(folder, 'made', `${file.path}.golden`),
      );
    }
  });
});
