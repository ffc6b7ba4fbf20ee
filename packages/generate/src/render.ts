import { PlinthError } from '@plinth/schema/errors';
import type { FileTree, TreeFile } from '@plinth/schema/file-tree';
import type { Spec } from '@plinth/schema/spec';
import { type Chosen, composeSpec, type Composition } from './compose/composition.ts';
import { contextOf, type SharedContext } from './compose/context.ts';
import { type Scope, scopeOf } from './compose/scope.ts';
import { structureOf } from './merge/structured.ts';
import { checkScripts } from './output/check-scripts.ts';
import { envExample, envFile } from './output/env-files.ts';
import { collectFragments, type Fragment } from './output/fragments.ts';
import { contextValue, mergeFragments, type SetValue } from './output/merge-fragments.ts';
import { refuseLeftovers, renderFragment } from './output/render-text.ts';
import { locate, locateEntry, type Template } from './template/template.ts';

/** What a rendering gives: the tree, and the composition that it was rendered from. */
export interface Rendering {
  readonly composition: Composition;
  readonly context: SharedContext;
  readonly tree: FileTree;
}

/** A text that belongs to a project and comes from no template, such as the record of its decision. */
export interface ProjectDocument {
  readonly path: string;
  readonly text: string;
}

/**
 * Renders a spec: pure, and the same bytes for the same spec and templates, whatever the machine.
 *
 * spec → composition (which templates, options and layers) → context and scopes (what templates can name)
 *      → fragments (who writes which path) → texts → merged files → tree
 *
 * @param documents what the caller has written from the same spec
 * @throws PlinthError for a wrong option and for every mistake that a template can have
 */
export function render(
  spec: Spec,
  chosen: Chosen,
  documents: readonly ProjectDocument[] = [],
): Rendering {
  const composition = composeSpec(spec, chosen);
  const context = contextOf(composition);
  const scopes = new Map(
    composition.templates.map((each) => [each, scopeOf(each, composition.facts, context)]),
  );
  const scopeFor = (template: Template): Scope =>
    scopes.get(template) ?? scopeOf(template, composition.facts, context);
  const fragments = collectFragments(composition);
  const values = valuesByFile(composition, scopeFor, fragments);

  const files = [...fragments].map(([path, writers]) =>
    writeFile(path, writers, values.get(path) ?? [], composition, scopeFor),
  );
  checkScripts(composition, files);
  const secrets: FileTree['secrets'] = [];
  if (composition.templates.some(({ manifest }) => manifest.envFiles)) {
    files.push(plainFile('.env.example', envExample(context.envGroups)));
    const secret = envFile(context.envGroups);
    if (secret) secrets.push(secret);
  }
  for (const { path, text } of documents) {
    refuseTaken(path, fragments.get(path)?.[0]);
    files.push(plainFile(path, text, 'decision'));
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { composition, context, tree: { files, secrets } };
}

function writeFile(
  path: string,
  writers: readonly Fragment[],
  values: readonly SetValue[],
  { tables }: Composition,
  scopeFor: (template: Template) => Scope,
): TreeFile {
  const [first] = writers;
  const from = writers.map(({ template, source }) => `${template.manifest.id}/${source.file}`);
  const executable = writers.some(({ source }) => source.executable);
  if (first?.source.content.kind === 'bytes') {
    return { path, content: decodeBase64(first.source.content.base64), executable, from };
  }
  const rendered = writers.map((fragment) => ({
    fragment,
    text: renderFragment(fragment, scopeFor(fragment.template)),
    tables: tables.get(fragment.template.manifest.id) ?? [],
  }));
  for (const { fragment, text } of rendered) refuseLeftovers(fragment, text);
  const structure = structureOf(path);
  const content = structure
    ? mergeFragments(structure, rendered, values)
    : (rendered[0]?.text ?? '');
  return { path, content, executable, from };
}

function plainFile(path: string, content: string, from = 'env'): TreeFile {
  return { path, content, executable: false, from: [from] };
}

/** @throws PlinthError PATH_CONFLICT where a template writes what is the project's own */
function refuseTaken(path: string, fragment: Fragment | undefined): void {
  if (!fragment) return;
  throw new PlinthError('PATH_CONFLICT', `${path} is written by Plinth itself`, {
    at: locate(fragment.template, fragment.source.file),
    hint: 'Give the file of the template another name.',
  });
}

// In browsers and in Node, but in neither library that this package may see.
declare const atob: (base64: string) => string;

function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
}

function valuesByFile(
  { templates }: Composition,
  scopeFor: (template: Template) => Scope,
  fragments: ReadonlyMap<string, readonly Fragment[]>,
): Map<string, SetValue[]> {
  const values = new Map<string, SetValue[]>();
  for (const template of templates) {
    for (const [index, { file, at: pointer, from }] of template.manifest.values.entries()) {
      const at = locateEntry(template, 'values', index);
      const value = contextValue(scopeFor(template).context, from);
      const fault =
        value === undefined
          ? `Unknown variable "${from}"`
          : !fragments.has(file) || !['json', 'yaml'].includes(structureOf(file) ?? '')
            ? `No structured file ${file} to set ${pointer} in`
            : undefined;
      if (value === undefined || fault !== undefined) {
        throw new PlinthError('TEMPLATE_INVALID', fault ?? '', {
          at,
          hint: 'Correct the entry under "values" in the manifest.',
        });
      }
      values.set(file, [...(values.get(file) ?? []), { pointer, value, at }]);
    }
  }
  return values;
}
