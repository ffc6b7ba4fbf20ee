import { realpathSync } from 'node:fs';
import path from 'node:path';
import { isPath } from './resolve.ts';

/**
 * The reference of a template as it stands in the record: a folder that was given relative to where the
 * command ran is given relative to the project, since later commands run there. Ids, packages and absolute paths
 * stay as they are.
 *
 * @param project where the project lies, symbolic links resolved
 */
export function referenceFrom(project: string, reference: string, cwd: string): string {
  if (!isPath(reference) || path.isAbsolute(reference)) return reference;
  const way = path.relative(project, realpathSync(path.resolve(cwd, reference)));
  // On another drive of Windows there is no way there.
  if (path.isAbsolute(way)) return way;
  const portable = way.split(path.sep).join('/');
  return /^\.\.?(\/|$)/.test(portable) ? portable : `./${portable}`;
}
