import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import type { Manifest } from '@plinth/schema/manifest';
import type { SourcePath } from './source-lines.ts';
import type { Template } from './template.ts';

/** Names of one sort that a template can use because it, or a part that it uses, has them. */
export interface Sort {
  /** What one is called, for error texts. */
  readonly noun: string;
  readonly own: readonly string[];
  readonly of: (part: Template) => readonly string[];
}

/**
 * Names of one sort that a template can use: its own, which win, and those of the parts that it uses and of
 * the parts below them.
 *
 * @param entry where an entry of the manifest stands
 * @throws PlinthError MANIFEST_INVALID where two parts have one name, and the template itself does not
 */
export function namesInReach(
  manifest: Manifest,
  parts: readonly Template[],
  sort: Sort,
  entry: (...path: SourcePath) => SourceLocation,
): ReadonlySet<string> {
  const owners = new Map(sort.own.map((name) => [name, manifest.id]));
  for (const [index, part] of parts.entries()) {
    for (const [name, owner] of ownersIn(part, sort)) {
      const known = owners.get(name) ?? owner;
      if (known !== owner && known !== manifest.id) {
        throw new PlinthError(
          'MANIFEST_INVALID',
          `The parts "${known}" and "${owner}" both have a ${sort.noun} "${name}"`,
          {
            at: entry('uses', index),
            hint: `Rename one of them, or give the template a ${sort.noun} "${name}" of its own.`,
          },
        );
      }
      owners.set(name, known);
    }
  }
  return new Set(owners.keys());
}

/** Each name in a part and below it, with the id of the part that it comes from. */
function ownersIn(part: Template, sort: Sort): Map<string, string> {
  const below = part.parts.flatMap((each) => [...ownersIn(each, sort)]);
  const own = sort.of(part).map((name): [string, string] => [name, part.manifest.id]);
  return new Map([...below, ...own]);
}
