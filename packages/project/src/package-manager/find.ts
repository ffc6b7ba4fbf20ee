import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PackageManager } from '@plinth/schema/spec';
import { PlinthError } from '@plinth/schema/errors';

/** The package manager that a project is installed with: by its lockfile, and without one as it was made. */
export function packageManagerOf(directory: string, made: PackageManager): PackageManager {
  const has = (file: string): boolean => existsSync(path.join(directory, file));
  if (has('pnpm-lock.yaml')) return 'pnpm';
  return has('package-lock.json') ? 'npm' : made;
}

/**
 * The file of a package manager, as `PATH` finds it.
 *
 * @throws PlinthError PROGRAM_MISSING
 */
export function packageManagerFile(name: PackageManager, searchPath: string): string {
  const found = searchPath
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, name))
    .find(isProgram);
  if (found !== undefined) return found;
  throw new PlinthError('PROGRAM_MISSING', `${name} was not found, and the project needs it`, {
    hint:
      name === 'pnpm'
        ? 'Install it: npm install --global pnpm'
        : 'It comes with Node; reinstall Node.',
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
