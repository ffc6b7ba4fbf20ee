import type { Chosen } from '@plinth/generate/compose/composition';
import { render, type Rendering } from '@plinth/generate/render';
import type { Spec } from '@plinth/schema/spec';

/**
 * Renders a project: its templates, and where the spec carries the answers that led to the stack, the record of that
 * decision. Pure, as `render` is: the rules of the decision are part of this version, as its templates are.
 */
export async function renderProject(spec: Spec, chosen: Chosen): Promise<Rendering> {
  if (spec.answers === undefined) return render(spec, chosen);
  // The decision is loaded by those who made one.
  const { decisionRecord } = await import('../decide/decision-record.ts');
  return render(spec, chosen, [decisionRecord(spec, chosen)]);
}
