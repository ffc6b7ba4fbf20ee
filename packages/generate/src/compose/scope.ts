import type { RenderText, Template } from '../template/template.ts';
import { type Facts, holds } from './condition.ts';
import type { RenderContext, SharedContext } from './context.ts';
import { withPartsBelow } from './gather.ts';

/** What the texts of one template can name: a stranger's partials and flags are not among it. */
export interface Scope {
  readonly context: RenderContext;
  readonly partials: Readonly<Record<string, RenderText>>;
}

/** The scope of a template: what all share, with its own partials and flags and those of its parts. */
export function scopeOf(template: Template, facts: Facts, shared: SharedContext): Scope {
  const reached = withPartsBelow(template);
  const flags = reached.flatMap(({ manifest }) =>
    Object.entries(manifest.flags).map(([name, when]) => [name, holds(when, facts)] as const),
  );
  return {
    context: { ...shared, flags: Object.fromEntries(flags) },
    partials: Object.fromEntries(reached.flatMap(({ partials }) => Object.entries(partials))),
  };
}
