import { PlinthError } from '@plinth/schema/errors';
import type { Scope } from '../compose/scope.ts';
import { type Fragment, locationOf } from './fragments.ts';

/**
 * The text of a fragment.
 *
 * @throws PlinthError TEMPLATE_INVALID for an unknown variable or partial, with its line
 */
export function renderFragment({ source, path }: Fragment, { context, partials }: Scope): string {
  const { content } = source;
  if (content.kind === 'text') return content.text;
  if (content.kind === 'bytes') throw new TypeError(`${path} is not text`);
  return content.render(context, { partials });
}

const LEFTOVER = /(?<!\$)\{\{/;

/**
 * Refuses text in which double braces were left: a forgotten `.hbs`, or an escape gone wrong.
 * `${{ … }}`, the expressions of workflows, is let through.
 *
 * @throws PlinthError TEMPLATE_INVALID
 */
export function refuseLeftovers(fragment: Fragment, text: string): void {
  if (!text.includes('{{')) return;
  if (fragment.template.manifest.verbatim.includes(fragment.path)) return;
  const index = text.split('\n').findIndex((line) => LEFTOVER.test(line));
  if (index === -1) return;
  throw new PlinthError('TEMPLATE_INVALID', 'Leftover "{{" in the output', {
    at: locationOf(fragment.template, fragment.source, index + 1),
    hint: 'Let the file end in .hbs, or list its path under "verbatim" in the manifest.',
  });
}
