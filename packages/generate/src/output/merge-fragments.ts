import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import type { RenderContext } from '../compose/context.ts';
import type { Versions } from '../compose/gather.ts';
import { jsonFault } from '../merge/json-syntax.ts';
import { mergeLines } from '../merge/merge-lines.ts';
import { type Json, MergeConflict, mergeValues } from '../merge/merge-values.ts';
import { mergeYaml, setInYaml } from '../merge/merge-yaml.ts';
import {
  finishPackageJson,
  pinVersions,
  VersionConflict,
  VersionMissing,
} from '../merge/package-json.ts';
import { PointerBlocked, pointerKeys, setAt } from '../merge/pointer.ts';
import { printJson } from '../merge/print-json.ts';
import type { Structure } from '../merge/structured.ts';
import { readDocument } from '../merge/yaml-syntax.ts';
import { checkSyntax, guardYaml, lineOfOffset, syntaxError } from './check-syntax.ts';
import { type Fragment, locationOf } from './fragments.ts';

/** A value of the spec that goes into a structured file. */
export interface SetValue {
  readonly pointer: string;
  readonly value: Json;
  /** The entry of the manifest that says so. */
  readonly at: SourceLocation;
}

/** A fragment with its text, and the version tables that hold for it. */
export interface RenderedFragment {
  readonly fragment: Fragment;
  readonly text: string;
  readonly tables: readonly Versions[];
}

/**
 * The text of a structured file. A single fragment without values to set passes through as it is.
 *
 * @throws PlinthError MERGE_CONFLICT or TEMPLATE_INVALID
 */
export function mergeFragments(
  structure: Structure,
  rendered: readonly RenderedFragment[],
  values: readonly SetValue[],
): string {
  const [only] = rendered;
  const isPackage = only?.fragment.path.split('/').at(-1) === 'package.json';
  if (only && rendered.length === 1 && values.length === 0 && !isPackage) {
    checkPassedThrough(only);
    return only.text;
  }
  switch (structure) {
    case 'lines':
      return rendered.map(({ text }) => text).reduce(mergeLines);
    case 'yaml':
      return mergeYamlFragments(rendered, values);
    case 'json': {
      const merged = setValues(mergeJsonFragments(rendered, isPackage), values);
      return isPackage ? printJson(finishPackageJson(merged), false) : printJson(merged, true);
    }
  }
}

/** Plain sources were checked when their template was read. */
function checkPassedThrough({ fragment, text }: RenderedFragment): void {
  const { source, template, path } = fragment;
  if (source.content.kind === 'text' || template.manifest.verbatim.includes(path)) return;
  checkSyntax(path, text, locationOf(template, source));
}

function setValues(root: Json, values: readonly SetValue[]): Json {
  return values.reduce(
    (before, { pointer, value, at }) => guardPointer(at, () => setAt(before, pointer, value)),
    root,
  );
}

function mergeJsonFragments(rendered: readonly RenderedFragment[], isPackage: boolean): Json {
  let merged: Json | undefined;
  for (const each of rendered) {
    const { fragment, text } = each;
    const value = isPackage ? pin(each) : parseJson(each);
    merged =
      merged === undefined
        ? value
        : guardConflict(fragment, text, () =>
            mergeValues(merged as Json, value, fragment.overrides),
          );
  }
  return merged ?? {};
}

function mergeYamlFragments(
  rendered: readonly RenderedFragment[],
  values: readonly SetValue[],
): string {
  const [first, ...others] = rendered;
  if (!first) return '';
  const base = parseFragmentYaml(first);
  for (const other of others) {
    const { fragment, text } = other;
    const added = parseFragmentYaml(other);
    guardConflict(fragment, text, () => mergeYaml(base, added, fragment.overrides));
  }
  for (const { pointer, value, at } of values) {
    guardPointer(at, () => {
      setInYaml(base, pointer, value);
    });
  }
  return base.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: null });
}

function parseFragmentYaml({ fragment, text }: RenderedFragment) {
  return guardYaml(
    locationOf(fragment.template, fragment.source),
    () => readDocument(text).document,
  );
}

function parseJson({ fragment, text }: RenderedFragment): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    const line = lineOfOffset(text, jsonFault(text, false) ?? 0);
    throw syntaxError('JSON', locationOf(fragment.template, fragment.source), line);
  }
}

function guardPointer<T>(at: SourceLocation, set: () => T): T {
  try {
    return set();
  } catch (cause) {
    if (!(cause instanceof PointerBlocked)) throw cause;
    throw new PlinthError('TEMPLATE_INVALID', cause.message, {
      at,
      hint: 'Correct the entry under "values" in the manifest; it can name members of objects only.',
      cause,
    });
  }
}

function guardConflict<T>(fragment: Fragment, text: string, merge: () => T): T {
  try {
    return merge();
  } catch (cause) {
    if (!(cause instanceof MergeConflict)) throw cause;
    const key = pointerKeys(cause.pointer).at(-1) ?? '';
    throw new PlinthError('MERGE_CONFLICT', `${fragment.path}: two values for ${cause.pointer}`, {
      at: locationOf(fragment.template, fragment.source, lineOf(text, key)),
      hint: 'Give one value, or list the path under "overrides" of the later layer.',
      cause,
    });
  }
}

/** The data of a fragment of a `package.json`, with exact versions. */
function pin(rendered: RenderedFragment): Json {
  const value = parseJson(rendered);
  try {
    return pinVersions(value, rendered.tables);
  } catch (cause) {
    if (!(cause instanceof VersionMissing || cause instanceof VersionConflict)) throw cause;
    const { fragment, text } = rendered;
    throw new PlinthError('TEMPLATE_INVALID', cause.message, {
      at: locationOf(fragment.template, fragment.source, lineOf(text, `"${cause.dependency}"`)),
      hint:
        cause instanceof VersionMissing
          ? 'Add it to versions.yaml with the exact version that was tried.'
          : 'Templates that share a part must agree on the versions that it asks for.',
      cause,
    });
  }
}

function lineOf(text: string, key: string): number {
  const index = text.split('\n').findIndex((line) => line.includes(key));
  return index === -1 ? 1 : index + 1;
}

/** The value that a dotted name has in the rendering context. */
export function contextValue(context: RenderContext, name: string): Json | undefined {
  let value: unknown = context;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value as Json | undefined;
}
