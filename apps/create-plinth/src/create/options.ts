import { optionsOf } from '@plinth/generate/compose/options';
import type { Template } from '@plinth/generate/template/template';
import type { Option } from '@plinth/schema/option';

/** The options of templates and of the parts that they use, each once, those of parts first. */
export function optionsOfAll(templates: readonly Template[]): Option[] {
  return optionsOf(templates.flatMap(withParts));
}

function withParts(template: Template): Template[] {
  return [...template.parts.flatMap(withParts), template];
}
