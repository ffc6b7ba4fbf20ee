import fs from 'node:fs';
import path from 'node:path';
import { pathFault } from '@plinth/generate/output/project-path';
import { PlinthError } from '@plinth/schema/errors';
import type { ProjectRecord } from '@plinth/schema/project-record';
import { digest } from './digest.ts';
import { RECORD_PATH } from './project-record.ts';

export interface FileChanges {
  /** Generated files whose content is another now, that cannot be read, or in whose place is something else. */
  readonly changed: readonly string[];
  /** Generated files that are gone. */
  readonly missing: readonly string[];
}

/**
 * What happened to the generated files of a project since they were written.
 *
 * @throws PlinthError RECORD_INVALID for a record that names a path outside the project
 */
export function changedFiles(directory: string, record: ProjectRecord): FileChanges {
  const files = Object.entries(record.files);
  for (const [file] of files) {
    const fault = pathFault(file);
    if (fault === undefined) continue;
    throw new PlinthError(
      'RECORD_INVALID',
      `${RECORD_PATH} names ${JSON.stringify(file)}, which ${fault}`,
      {
        hint: 'Restore .plinth/ from version control.',
      },
    );
  }
  const states = files.map(([file, expected]) => ({
    file,
    state: stateOf(path.join(directory, file), expected),
  }));
  const inState = (wanted: string): string[] =>
    states.filter(({ state }) => state === wanted).map(({ file }) => file);
  return { changed: inState('changed'), missing: inState('missing') };
}

function stateOf(file: string, expected: string): 'same' | 'changed' | 'missing' {
  try {
    // What is no plain file is not read: a device or a pipe may never end.
    if (!fs.lstatSync(file).isFile()) return 'changed';
    return digest(fs.readFileSync(file)) === expected ? 'same' : 'changed';
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return ['ENOENT', 'ENOTDIR'].includes(code) ? 'missing' : 'changed';
  }
}
