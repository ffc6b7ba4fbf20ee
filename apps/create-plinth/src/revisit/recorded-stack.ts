import type { ProjectRecord } from '@plinth/schema/project-record';
import type { Stack } from '../decide/decision.ts';

/** The stack of a project by the ids of its templates; a reference may have been a folder or a package. */
export function recordedStack({ spec, templates }: ProjectRecord): Omit<Stack, 'shape'> {
  const idOf = (reference: string | null): string | null =>
    reference === null
      ? null
      : (templates.find((each) => each.reference === reference)?.id ?? reference);
  return { platform: idOf(spec.platform), framework: idOf(spec.service) };
}
