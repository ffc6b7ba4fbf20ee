import type { Rendering } from '@plinth/generate/render';
import type { FileTree } from '@plinth/schema/file-tree';
import { projectRecord, recordFiles } from './project-record.ts';

/** What a rendering does not know of its project. */
export interface RecordContext {
  /** Of create-plinth. */
  readonly version: string;
  /** Turns a reference to a template, as the user gave it, into one that holds in the project. */
  readonly referenceOf: (reference: string) => string;
}

/** The tree of a rendering with the project's record in it, sorted by path. */
export function withRecord(
  { composition, tree }: Rendering,
  { version, referenceOf }: RecordContext,
): FileTree {
  const { spec } = composition;
  const record = projectRecord({
    version,
    spec: {
      ...spec,
      platform: spec.platform === null ? null : referenceOf(spec.platform),
      service: spec.service === null ? null : referenceOf(spec.service),
    },
    templates: composition.templates.map(({ reference, manifest }) => ({
      reference: referenceOf(reference),
      id: manifest.id,
      version: manifest.version,
    })),
    tree,
  });
  const files = [...tree.files, ...recordFiles(record, tree)];
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, secrets: tree.secrets };
}
