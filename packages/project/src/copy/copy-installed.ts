import fs from 'node:fs';
import path from 'node:path';
import type { PackageManager } from '@plinth/schema/spec';

/**
 * Puts the packages that a project has installed into a copy of it, where that saves time: npm takes a fifth of the
 * time to compare them with the lockfile that it takes to unpack them. pnpm links them from its store as fast.
 */
export function copyInstalled(from: string, to: string, packageManager: PackageManager): void {
  const installed = path.join(from, 'node_modules');
  // A link leads to packages that the copy would write to.
  const isFolder = fs.lstatSync(installed, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (packageManager !== 'npm' || !isFolder) return;
  fs.cpSync(installed, path.join(to, 'node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
    // npm trusts its list of what is installed by the time of the folders.
    preserveTimestamps: true,
    mode: fs.constants.COPYFILE_FICLONE,
  });
}
