import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import type { Manifest } from '@plinth/schema/manifest';
import { pathFault } from '../output/project-path.ts';
import { namesInReach } from './names-in-reach.ts';
import type { SourcePath } from './source-lines.ts';
import { targetPath, type Template, type TemplateSource } from './template.ts';

/** Where an entry of the manifest stands. */
type Entry = (...path: SourcePath) => SourceLocation;

/**
 * @throws PlinthError MANIFEST_INVALID where something else than a part is used
 * @throws PlinthError PATH_ESCAPE where a part would be written elsewhere than into the project
 */
export function checkUses({ uses }: Manifest, parts: readonly Template[], entry: Entry): void {
  uses.forEach(({ into }, index) => {
    const fault = into === undefined ? undefined : pathFault(into);
    if (fault === undefined) return;
    throw new PlinthError('PATH_ESCAPE', `The path ${JSON.stringify(into)} ${fault}`, {
      at: entry('uses', index, 'into'),
      hint: 'Write inside the project, with names that every system allows.',
    });
  });
  parts.forEach(({ manifest: { id, kind } }, index) => {
    if (kind === 'part') return;
    throw new PlinthError('MANIFEST_INVALID', `"${id}" is a ${kind}, not a part`, {
      at: entry('uses', index),
      hint: 'Only parts can be used; what two templates share becomes one.',
    });
  });
}

/** The partials that a template's texts may call. */
export function partialsInReach(
  manifest: Manifest,
  parts: readonly Template[],
  own: readonly string[],
  entry: Entry,
): ReadonlySet<string> {
  const of = ({ partials }: Template) => Object.keys(partials);
  return namesInReach(manifest, parts, { noun: 'partial', own, of }, entry);
}

/** A flag that two parts have has to be decided by the template that uses both. */
export function checkFlags(manifest: Manifest, parts: readonly Template[], entry: Entry): void {
  const of = ({ manifest: { flags } }: Template) => Object.keys(flags);
  namesInReach(manifest, parts, { noun: 'flag', own: Object.keys(manifest.flags), of }, entry);
}

/** The partial of a variable is called by a computed name; a wrong one would be found only when rendering. */
export function checkCustomPartials(
  manifest: Manifest,
  callable: ReadonlySet<string>,
  entry: Entry,
): void {
  const declared: [SourcePath, Manifest['env']][] = [
    [['env'], manifest.env],
    ...manifest.layers.map(({ env }, index): [SourcePath, Manifest['env']] => [
      ['layers', index, 'env'],
      env,
    ]),
  ];
  for (const [path, variables] of declared) {
    variables.forEach((variable, index) => {
      if (variable.type !== 'custom' || callable.has(variable.partial)) return;
      throw new PlinthError('MANIFEST_INVALID', `No partial "${variable.partial}"`, {
        at: entry(...path, index, 'partial'),
        hint: `Write partials/${variable.partial}.hbs, or use the part that has it.`,
      });
    });
  }
}

/** @throws PlinthError LAYER_INVALID for a layer that gives nothing */
export function checkLayers(
  manifest: Manifest,
  sources: readonly TemplateSource[],
  entry: Entry,
): void {
  const filled = new Set(sources.map(({ layer }) => layer));
  manifest.layers.forEach(({ name, contributes, env }, index) => {
    if (filled.has(name) || Object.keys(contributes).length > 0 || env.length > 0) return;
    throw new PlinthError('LAYER_INVALID', `Layer "${name}" has no files`, {
      at: entry('layers', index),
      hint: `Add layers/${name}/ or remove the layer from the manifest.`,
    });
  });
}

/** @throws PlinthError MANIFEST_INVALID for a path that the template does not write */
export function checkVerbatim(
  manifest: Manifest,
  sources: readonly TemplateSource[],
  entry: Entry,
): void {
  const layers = new Map(manifest.layers.map((layer) => [layer.name, layer]));
  const written = new Set(
    sources.map(({ layer, path }) => targetPath(layers.get(layer ?? ''), path)),
  );
  manifest.verbatim.forEach((path, index) => {
    if (written.has(path)) return;
    throw new PlinthError('MANIFEST_INVALID', `"verbatim" names ${path}, which it does not write`, {
      at: entry('verbatim', index),
      hint: 'Give the path in the project of a file of this template.',
    });
  });
}

/** @throws PlinthError TEMPLATE_INVALID for a template that gives nothing at all, such as one beside its files */
export function checkSubstance(
  { env, contributes, layers, values, flags, options, envFiles }: Manifest,
  content: Readonly<Record<'sources' | 'partials' | 'parts', readonly unknown[]>>,
  entry: Entry,
): void {
  const lists = [content.sources, content.partials, content.parts, env, layers, values, options];
  const records = [contributes, flags];
  if (envFiles || lists.some(({ length }) => length > 0)) return;
  if (records.some((record) => Object.keys(record).length > 0)) return;
  throw new PlinthError('TEMPLATE_INVALID', 'The template has no files', {
    at: entry('id'),
    hint: 'Put what the project shall hold into files/.',
  });
}
