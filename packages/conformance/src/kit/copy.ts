import fs from 'node:fs';
import path from 'node:path';

/** What a project's folder holds beside the project: what it installed, built and keeps for this machine. */
const LEFT_BEHIND = new Set(['node_modules', '.git', '.local', 'dist', '.env', '.turbo']);

/** Copies a project as it was written: without packages, builds, local data and secrets. */
export function copyProject(from: string, to: string): void {
  fs.cpSync(from, to, {
    recursive: true,
    filter: (source) => {
      const name = path.relative(from, source).split(path.sep)[0] ?? '';
      return !LEFT_BEHIND.has(name) || name === '';
    },
  });
}

/** Puts the installed packages of one copy beside the files of another. */
export function shareInstalled(from: string, to: string): void {
  fs.symlinkSync(path.join(from, 'node_modules'), path.join(to, 'node_modules'), 'junction');
}
