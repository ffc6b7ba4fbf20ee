import { PlinthError } from '@plinth/schema/errors';
import type { Layer, Manifest } from '@plinth/schema/manifest';
import type { Option } from '@plinth/schema/option';
import type { Spec } from '@plinth/schema/spec';
import { locateEntry, type Template } from '../template/template.ts';
import { type Facts, holds, type OptionTest, optionTests } from './condition.ts';
import { gatherTemplates, type Versions } from './gather.ts';
import { didYouMean } from '@plinth/schema/nearest';
import { optionsOf, resolveOptions, valuesOf } from './options.ts';

/** The templates that a spec names, already found. */
export interface Chosen {
  readonly platform: Template | null;
  readonly service: Template | null;
}

/** One step of a rendering: the base of a template (`layer` null) or one of its layers. */
export interface Step {
  readonly template: Template;
  readonly layer: Layer | null;
}

/** A spec with everything resolved that its rendering depends on. */
export interface Composition {
  readonly spec: Spec;
  /** Parts first, then the platform, then the service. */
  readonly templates: readonly Template[];
  /** The version tables that hold for each template's fragments, by its id. */
  readonly tables: ReadonlyMap<string, readonly Versions[]>;
  readonly facts: Facts;
  /** Bases and the layers that apply, generic first. */
  readonly steps: readonly Step[];
}

/**
 * Resolves a spec against its templates.
 *
 * @throws PlinthError OPTION_INVALID, MANIFEST_INVALID, USAGE where nothing was chosen, or STACK_UNAVAILABLE where one of
 *   two stands alone
 */
export function composeSpec(spec: Spec, chosen: Chosen): Composition {
  const roots = [chosen.platform, chosen.service].filter((template) => template !== null);
  if (roots.length === 0) {
    throw new PlinthError('USAGE', 'Neither a platform nor a service was chosen', {
      hint: 'Give --stack, --platform or --service.',
    });
  }
  const [lonely] = roots.filter(({ manifest }) => manifest.alone);
  if (lonely && roots.length > 1) {
    const message = `${lonely.manifest.title} cannot stand beside another template yet`;
    throw new PlinthError('STACK_UNAVAILABLE', message, { hint: 'Choose one of the two.' });
  }
  const { templates, tables } = gatherTemplates(roots);
  const options = optionsOf(templates);
  checkConditions(templates, options);
  const facts: Facts = {
    options: resolveOptions(options, spec.options),
    provides: new Set(chosen.platform?.manifest.provides ?? []),
    packageManager: spec.packageManager,
    pinNode: spec.pinNode,
  };
  const steps = templates.flatMap((template): Step[] => [
    { template, layer: null },
    ...template.manifest.layers
      .filter(({ when }) => holds(when, facts))
      .map((layer) => ({ template, layer })),
  ]);
  return { spec: { ...spec, options: facts.options }, templates, tables, facts, steps };
}

/**
 * Conditions must ask for options that the composition has, and for values that these can have.
 *
 * @throws PlinthError MANIFEST_INVALID
 */
function checkConditions(templates: readonly Template[], options: readonly Option[]): void {
  const known = new Map(options.map((option) => [option.id, option]));
  for (const template of templates) {
    for (const { path, id, value } of testsOf(template.manifest)) {
      const option = known.get(id);
      if (option && valuesOf(option).includes(value)) continue;
      const message = option
        ? `Option "${id}" never is ${JSON.stringify(value)}${didYouMean(String(value), valuesOf(option).map(String))}`
        : `No option "${id}"${didYouMean(id, known.keys())}`;
      throw new PlinthError('MANIFEST_INVALID', message, {
        at: locateEntry(template, ...path),
        hint: option
          ? `Ask for one of: ${valuesOf(option).join(', ')}.`
          : 'Declare the option or correct its id.',
      });
    }
  }
}

function testsOf({ layers, flags, wires }: Manifest): OptionTest[] {
  return [
    ...layers.flatMap(({ when }, index) => optionTests(when, ['layers', index, 'when'])),
    ...Object.entries(flags).flatMap(([name, when]) => optionTests(when, ['flags', name])),
    ...wires.flatMap(({ when }, index) => optionTests(when, ['wires', index, 'when'])),
  ];
}
