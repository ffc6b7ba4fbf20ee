import path from 'node:path';
import { didYouMean } from '@plinth/schema/nearest';
import { PlinthError } from '@plinth/schema/errors';

/** What a template consists of, and what stands beside it in a repository or a package. */
const FOLDERS = ['files', 'layers', 'partials', 'docs', 'contract', 'node_modules'];
const FILES = [
  'template.yaml',
  'versions.yaml',
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
];
const PAPERS = /^(?:readme|licen[cs]e|copying|notice|changelog)\b/i;

/**
 * Refuses what stands in a template's folder and would be ignored: `layer/` for `layers/` costs a template
 * its files without a word. Names with a dot in front belong to tools.
 *
 * @throws PlinthError TEMPLATE_INVALID
 */
export function checkTopLevel(
  folder: string,
  entries: readonly { readonly name: string; isDirectory(): boolean }[],
): void {
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith('.') || PAPERS.test(name) || name === 'Thumbs.db') continue;
    if (FILES.includes(name) || FOLDERS.includes(name)) continue;
    const known = entry.isDirectory() ? FOLDERS : FILES;
    throw new PlinthError(
      'TEMPLATE_INVALID',
      `"${name}" has no meaning in a template${didYouMean(name, known)}`,
      {
        at: { template: path.basename(folder), file: name, line: 1 },
        hint: 'A template holds template.yaml, versions.yaml, files/, layers/ and partials/; what people read goes into docs/.',
      },
    );
  }
}
