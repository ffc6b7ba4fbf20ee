import { PlinthError } from '@plinth/schema/errors';
import { locateEntry, type Template } from '../template/template.ts';

/** Exact npm versions by package name. */
export type Versions = Readonly<Record<string, string>>;

export interface Gathered {
  /** Each once, every part before the template that uses it. */
  readonly templates: readonly Template[];
  /**
   * The version tables of each, by id: several for a part that was loaded for templates with tables of
   * their own.
   */
  readonly tables: ReadonlyMap<string, readonly Versions[]>;
}

/**
 * The chosen templates and all parts below them. A part that was loaded twice counts once.
 *
 * @throws PlinthError MANIFEST_INVALID where two different templates have one id, or one is to be written into two
 *   folders: one would be lost
 */
export function gatherTemplates(roots: readonly Template[]): Gathered {
  const found = new Map<string, { template: Template; tables: Versions[]; by: string }>();
  const visit = (template: Template, by: string): void => {
    const { id } = template.manifest;
    for (const part of template.parts) visit(part, `used by "${id}"`);
    const known = found.get(id);
    if (!known) {
      found.set(id, { template, tables: [template.versions], by });
    } else if (known.template.digest !== template.digest) {
      throw new PlinthError(
        'MANIFEST_INVALID',
        `Two different templates are called "${id}": one is ${known.by}, the other ${by}`,
        { at: locateEntry(template, 'id'), hint: 'Give one of them another id.' },
      );
    } else if (known.template.into !== template.into) {
      const places = [known.template, template].map(({ into }) => into ?? 'the project itself');
      throw new PlinthError(
        'MANIFEST_INVALID',
        `The part "${id}" is written into ${places.join(' and into ')}: one is ${known.by}, the other ${by}`,
        { at: locateEntry(template, 'id'), hint: 'Let both use it in the same folder.' },
      );
    } else if (!known.tables.includes(template.versions)) {
      known.tables.push(template.versions);
    }
  };
  for (const root of roots) visit(root, `chosen as ${root.manifest.kind}`);
  const all = [...found.values()];
  return {
    templates: all.map(({ template }) => template),
    tables: new Map(all.map(({ template, tables }) => [template.manifest.id, tables])),
  };
}

/** A template and the parts below it, each once, every part before the template that uses it. */
export function withPartsBelow(template: Template): readonly Template[] {
  return gatherTemplates([template]).templates;
}
