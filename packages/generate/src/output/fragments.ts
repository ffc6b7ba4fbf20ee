import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import type { Layer } from '@plinth/schema/manifest';
import type { Composition, Step } from '../compose/composition.ts';
import { structureOf } from '../merge/structured.ts';
import {
  locate,
  locateEntry,
  pathOfLayer,
  targetPath,
  type Template,
  type TemplateSource,
} from '../template/template.ts';
import { foldedPath, pathFault } from './project-path.ts';

/** One writer of a path. */
export interface Fragment {
  readonly template: Template;
  readonly source: TemplateSource;
  readonly path: string;
  /** Whether its values win over those of earlier writers. */
  readonly overrides: boolean;
}

/**
 * The writers of each path, in order. A path with several writers is a structured file or is
 * overridden, and then only the last writer is kept.
 *
 * @throws PlinthError PATH_CONFLICT or PATH_ESCAPE
 */
export function collectFragments(composition: Composition): Map<string, Fragment[]> {
  const writers = new Map<string, Fragment[]>();
  const spelling = new Map<string, string>();
  const ours = composition.templates.some(({ manifest }) => manifest.envFiles) ? ENV_FILES : [];
  for (const step of composition.steps) {
    const unused = new Set(step.layer?.overrides);
    for (const source of step.template.sources) {
      if (source.layer !== (step.layer?.name ?? null)) continue;
      const path = targetPath(step.layer, source.path);
      checkPath(path, step, source);
      checkSpelling(spelling, path, step.template, source);
      checkEnvFiles(ours, path, step.template, source);
      const overrides = step.layer?.overrides.includes(path) ?? false;
      if (overrides && writers.has(path)) unused.delete(path);
      const fragment = { template: step.template, source, path, overrides };
      writers.set(path, addWriter(writers.get(path), fragment, step.layer));
    }
    for (const path of unused) throw vainOverride(step, path);
  }
  checkFolders(writers);
  return writers;
}

function addWriter(
  earlier: readonly Fragment[] | undefined,
  fragment: Fragment,
  layer: Layer | null,
): Fragment[] {
  if (!earlier) return [fragment];
  if (structureOf(fragment.path)) return [...earlier, fragment];
  if (fragment.overrides) return [fragment];
  const [first] = earlier;
  const other = first ? `${first.template.manifest.id}, ${first.source.file}` : 'another layer';
  throw new PlinthError('PATH_CONFLICT', `Two writers of ${fragment.path}: also ${other}`, {
    at: locationOf(fragment.template, fragment.source, 1),
    hint: layer
      ? `List the path under "overrides" of layer "${layer.name}", or write another path.`
      : 'Move the file into a layer that overrides it, or write another path.',
  });
}

function checkPath(path: string, step: Step, source: TemplateSource): void {
  const fault = pathFault(path);
  if (fault === undefined) return;
  const { template, layer } = step;
  const inManifest = layer?.into !== undefined && pathFault(source.path) === undefined;
  throw new PlinthError('PATH_ESCAPE', `The path ${JSON.stringify(path)} ${fault}`, {
    at: inManifest
      ? locateEntry(template, ...pathOfLayer(template, layer), 'into')
      : locationOf(template, source, 1),
    hint: 'Write inside the project, with names that every system allows.',
  });
}

/** Names that differ only so are one file, or one folder, on macOS and Windows. */
function checkSpelling(
  spelling: Map<string, string>,
  path: string,
  template: Template,
  source: TemplateSource,
): void {
  for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
    const part = end === -1 ? path : path.slice(0, end);
    const folded = foldedPath(part);
    const known = spelling.get(folded);
    if (known === undefined) spelling.set(folded, part);
    else if (known !== part) {
      throw new PlinthError('PATH_CONFLICT', `${part} and ${known} differ only in their spelling`, {
        at: locationOf(template, source, 1),
        hint: 'Upper and lower case, or two ways to write an accent, do not make two names on every system; give one of them another.',
      });
    }
    if (end === -1) return;
  }
}

/** What `envFiles` writes. */
const ENV_FILES = ['.env', '.env.example'];

function checkEnvFiles(
  ours: readonly string[],
  path: string,
  template: Template,
  source: TemplateSource,
): void {
  const [first = ''] = path.split('/');
  if (!ours.includes(foldedPath(first))) return;
  throw new PlinthError('PATH_CONFLICT', `${first} is written from the declared variables`, {
    at: locationOf(template, source, 1),
    hint: 'Declare the variables under "env", or turn "envFiles" off.',
  });
}

/** A path cannot be a file and a folder at once. */
function checkFolders(writers: ReadonlyMap<string, readonly Fragment[]>): void {
  for (const [path, [fragment]] of writers) {
    const segments = path.split('/');
    for (let depth = 1; depth < segments.length; depth++) {
      const folder = segments.slice(0, depth).join('/');
      if (!writers.has(folder) || !fragment) continue;
      throw new PlinthError('PATH_CONFLICT', `${folder} is a file and a folder`, {
        at: locationOf(fragment.template, fragment.source, 1),
        hint: 'Give one of them another name.',
      });
    }
  }
}

function vainOverride({ template, layer }: Step, path: string): PlinthError {
  return new PlinthError(
    'PATH_CONFLICT',
    `Layer "${layer?.name}" overrides ${path}, which nothing writes before it`,
    {
      at: locateEntry(
        template,
        ...pathOfLayer(template, layer),
        'overrides',
        layer?.overrides.indexOf(path) ?? 0,
      ),
      hint: 'Correct the path, or remove it from "overrides".',
    },
  );
}

export function locationOf(
  template: Template,
  source: TemplateSource,
  line?: number,
): SourceLocation {
  return locate(template, source.file, line);
}
