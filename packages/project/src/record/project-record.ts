import type { Json } from '@plinth/generate/merge/merge-values';
import { printJson } from '@plinth/generate/merge/print-json';
import type { FileTree, TreeFile } from '@plinth/schema/file-tree';
import type { ProjectRecord } from '@plinth/schema/project-record';
import { digest } from './digest.ts';
import { packPristine } from './pristine.ts';

export const RECORD_PATH = '.plinth/project.json';
export const PRISTINE_PATH = '.plinth/pristine.json.br';

const ABOUT =
  'What this project was made from. Later commands of create-plinth merge with its help: keep it in version control and do not edit it.';

/** What a rendering and its command know of the project. */
export interface RecordFacts {
  /** Version of create-plinth. */
  readonly version: string;
  /** With its options resolved. */
  readonly spec: ProjectRecord['spec'];
  readonly templates: ProjectRecord['templates'];
  readonly tree: FileTree;
}

/** The record of a project: nothing in it depends on the machine or the time. */
export function projectRecord({ version, spec, templates, tree }: RecordFacts): ProjectRecord {
  const files = tree.files
    .map(({ path, content }): [string, string] => [path, digest(content)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    format: 1,
    about: ABOUT,
    generator: { name: 'create-plinth', version },
    spec,
    templates,
    files: Object.fromEntries(files),
  };
}

/**
 * The two files of `.plinth/`, to be written with the tree that the record is of.
 */
export function recordFiles(record: ProjectRecord, tree: FileTree): TreeFile[] {
  const from = ['record'];
  return [
    { path: PRISTINE_PATH, content: packPristine(tree), executable: false, from },
    {
      path: RECORD_PATH,
      // The project's own formatter looks at this file too. What is undefined has no place in JSON.
      content: printJson(JSON.parse(JSON.stringify(record)) as Json, true),
      executable: false,
      from,
    },
  ];
}
