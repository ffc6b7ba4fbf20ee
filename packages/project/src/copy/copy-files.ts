import fs from 'node:fs';
import path from 'node:path';

/**
 * Copies files of one folder to another, with their modes; links stay links. What is gone meanwhile, or is a folder
 * (a repository inside the repository), is passed over.
 */
export function copyFiles(from: string, to: string, files: readonly string[]): void {
  fs.mkdirSync(to, { recursive: true });
  for (const file of files) {
    const source = path.join(from, file);
    const state = fs.lstatSync(source, { throwIfNoEntry: false });
    if (!state?.isFile() && !state?.isSymbolicLink()) continue;
    const target = path.join(to, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    if (state.isFile()) fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
    else fs.symlinkSync(fs.readlinkSync(source), target);
  }
}
