import { PlinthError } from '@plinth/schema/errors';
import { locateEntry, pathOfLayer } from '../template/template.ts';
import type { Composition } from './composition.ts';
import { variableGroups, type VariableGroup, type VariableView } from './environment.ts';
import { didYouMean } from '@plinth/schema/nearest';
import { packageManagerView, type PackageManagerView } from './package-manager.ts';

/** What templates can name, without what differs between them. */
export interface SharedContext {
  readonly project: { readonly name: string; readonly unscoped: string; readonly title: string };
  readonly packageManager: PackageManagerView;
  readonly node: { readonly minimum: string };
  readonly options: Composition['facts']['options'];
  readonly lists: Readonly<Record<string, readonly unknown[]>>;
  readonly env: readonly VariableView[];
  readonly envGroups: readonly VariableGroup[];
  /** The groups as the service's own check needs them: without what only tools read. */
  readonly checkedGroups: readonly VariableGroup[];
  /** Names of the variables that production cannot start without. */
  readonly requiredInProduction: readonly string[];
}

/** What a template can name. Docs: docs/templates.md, "The rendering context". */
export interface RenderContext extends SharedContext {
  /** Those of the template and of the parts that it uses. */
  readonly flags: Readonly<Record<string, boolean>>;
}

const DEFAULT_NODE = '22.18.0';

/**
 * Computes the rendering context once, before anything is rendered.
 *
 * @throws PlinthError MANIFEST_INVALID for a contribution to a list that no template declares, and for a
 *   list that two declare differently
 */
export function contextOf(composition: Composition): SharedContext {
  const { spec, templates, facts } = composition;
  const envGroups = variableGroups(composition);
  const env = envGroups.flatMap(({ variables }) => variables);
  const minima = templates.map(({ manifest }) => manifest.node ?? DEFAULT_NODE);
  return {
    project: projectNames(spec.name),
    packageManager: packageManagerView(spec.packageManager, allVersions(composition)),
    node: { minimum: minima.reduce(laterVersion) },
    options: facts.options,
    lists: contributedLists(composition),
    env,
    envGroups,
    checkedGroups: envGroups
      .map(({ name, variables }) => ({ name, variables: variables.filter((each) => each.checked) }))
      .filter(({ variables }) => variables.length > 0),
    requiredInProduction: env
      .filter(({ requiredInProduction }) => requiredInProduction)
      .map(({ name }) => name),
  };
}

/** For what is none's in particular: the service's own entries win over those of parts. */
function allVersions({ templates }: Composition): Record<string, string> {
  return Object.assign({}, ...templates.map(({ versions }) => versions)) as Record<string, string>;
}

function projectNames(name: string): RenderContext['project'] {
  const unscoped = name.replace(/^@[^/]+\//, '');
  const words = unscoped.split(/[._-]+/).filter((word) => word !== '');
  const title = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
  return { name, unscoped, title };
}

function contributedLists({ templates, steps }: Composition): Record<string, unknown[]> {
  const lists = declaredLists(templates);
  for (const { template, layer } of steps) {
    const contributes = layer ? layer.contributes : template.manifest.contributes;
    for (const [name, items] of Object.entries(contributes)) {
      const list = lists.get(name);
      if (!list) {
        const guess = didYouMean(name, lists.keys());
        throw new PlinthError('MANIFEST_INVALID', `No list "${name}" to contribute to${guess}`, {
          at: locateEntry(template, ...pathOfLayer(template, layer), 'contributes', name),
          hint: 'Declare the list under "lists" in the template that renders it.',
        });
      }
      list.push(...items);
    }
  }
  return Object.fromEntries(lists);
}

function declaredLists(templates: Composition['templates']): Map<string, unknown[]> {
  const items = new Map<string, string>();
  for (const template of templates) {
    for (const [name, item] of Object.entries(template.manifest.lists)) {
      const known = items.get(name);
      if (known !== undefined && known !== item) {
        throw new PlinthError('MANIFEST_INVALID', `Two templates declare the list "${name}"`, {
          at: locateEntry(template, 'lists', name),
          hint: 'Give one of them another name, or say the same of their items.',
        });
      }
      items.set(name, item);
    }
  }
  return new Map([...items.keys()].map((name): [string, unknown[]] => [name, []]));
}

function laterVersion(a: string, b: string): string {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference > 0 ? a : b;
  }
  return a;
}
