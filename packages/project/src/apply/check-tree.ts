import { pathFault } from '@plinth/generate/output/project-path';
import { PlinthError } from '@plinth/schema/errors';
import type { FileTree } from '@plinth/schema/file-tree';

const RECORD_FOLDER = '.plinth/';

/**
 * Looks once more at every path, whoever made the tree: each lies inside the project, and none is
 * the path of two files or of a file and a folder.
 *
 * @throws PlinthError PATH_ESCAPE, PATH_CONFLICT
 */
export function checkTree(tree: FileTree): void {
  const files = new Set<string>();
  for (const { path } of [...tree.files, ...tree.secrets]) {
    // The record of the project is not a template's, but it is ours.
    const inside = path.startsWith(RECORD_FOLDER) ? path.slice(RECORD_FOLDER.length) : path;
    const fault = pathFault(inside);
    if (fault !== undefined) {
      throw new PlinthError('PATH_ESCAPE', `The path ${JSON.stringify(path)} ${fault}`, {
        hint: 'Correct the path in the template that writes it.',
      });
    }
    if (files.has(path)) throw pathConflict(path);
    files.add(path);
  }
  for (const path of files) {
    const folder = parentFolders(path).find((parent) => files.has(parent));
    if (folder !== undefined) throw pathConflict(folder);
  }
}

export function pathConflict(path: string): PlinthError {
  return new PlinthError('PATH_CONFLICT', `Two files want the path ${JSON.stringify(path)}`, {
    hint: 'Names that differ only in case are one on some disks, and no file can be a folder.',
  });
}

/** `a/b/c` → `a`, `a/b` */
export function parentFolders(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    folders.push(path.slice(0, at));
  }
  return folders;
}
