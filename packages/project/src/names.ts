import fs from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { LONGEST_PACKAGE_NAME, PACKAGE_NAME } from '@plinth/schema/package-name';
import validate from 'validate-npm-package-name';

/** Characters of folder names that some systems cannot hold, that break the search path of scripts, or that do not show. */
const UNFIT_FOLDER =
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"|?*]/;
const WINDOWS_RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?$/i;

/**
 * The absolute target of a DIR argument. Reads the disk, to tell the folders that are there from those
 * that would be made.
 *
 * @throws PlinthError NAME_INVALID for a name that not every system can hold, of the target or of a folder on
 *   the way that would be made, and for a place inside a `.git`
 */
export function resolveTarget(directory: string, cwd: string): string {
  if (directory.trim() === '') throw refuse(directory, 'is empty');
  if (directory.includes('\0')) throw refuse(directory, 'has a NUL character');
  const target = path.resolve(cwd, directory);
  if (path.basename(target) === '') throw refuse(directory, 'is the root of the file system');
  for (const name of namesToMake(target)) checkFolderName(directory, name);
  if (target.split(path.sep).some((name) => name.toLowerCase() === '.git')) {
    throw refuse(directory, 'lies in a .git folder, which is not to be written to');
  }
  return target;
}

function checkFolderName(directory: string, name: string): void {
  const unfit = UNFIT_FOLDER.exec(name)?.[0];
  if (unfit !== undefined) {
    throw refuse(
      directory,
      `has the character ${visible(unfit)}, which not every system allows in a folder name`,
    );
  }
  if (WINDOWS_RESERVED.test(name)) throw refuse(directory, 'is a device name on Windows');
  if (/[. ]$/.test(name)) throw refuse(directory, 'ends in a dot or a space');
  if (Buffer.byteLength(name) > 200) throw refuse(name, 'is longer than 200 bytes');
}

/** The name of the target, and of each folder above it that is not there, outermost last. */
function namesToMake(target: string): string[] {
  const names = [path.basename(target)];
  for (let at = path.dirname(target); !isThere(at); at = path.dirname(at)) {
    names.push(path.basename(at));
  }
  return names;
}

/** Also where it cannot be told: then the target is refused later, with the reason. */
function isThere(folder: string): boolean {
  if (path.dirname(folder) === folder) return true;
  try {
    return fs.lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A name that is too long, or below a file, is not there either.
    return !['ENAMETOOLONG', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

function visible(character: string): string {
  const escaped = JSON.stringify(character);
  if (/^[\u0020-\u007e]+$/.test(escaped)) return escaped;
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * A package name made of a folder name: `Müller & Söhne` → `muller-sohne`. A folder inside a folder
 * that starts with `@`, named so by the user, gives a scoped name.
 *
 * @throws PlinthError NAME_INVALID where nothing valid is left
 */
export function derivePackageName(directory: string, target: string): string {
  const folder = path.basename(target);
  const scope = /(?:^|[/\\])(@[a-z0-9][a-z0-9._-]*)[/\\][^/\\]+[/\\]?$/.exec(directory)?.[1];
  const slug = folder
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  if (slug === '') {
    throw refuse(folder, 'has no letter a–z and no digit to make a package name of');
  }
  return checkPackageName(scope === undefined ? slug : `${scope}/${slug}`);
}

/**
 * The name itself, if it has the form of a package name and npm takes it for a new package.
 *
 * @throws PlinthError NAME_INVALID
 */
export function checkPackageName(name: string): string {
  const { validForNewPackages, errors = [], warnings = [] } = validate(name);
  const isFit = PACKAGE_NAME.test(name) && name.length <= LONGEST_PACKAGE_NAME;
  if (validForNewPackages && isFit) return name;
  const [reason = 'only a–z, digits, dots, hyphens and underscores, a letter or a digit first'] = [
    ...errors,
    ...warnings,
  ];
  throw refuse(name, `is no package name: ${reason}`);
}

function refuse(name: string, reason: string): PlinthError {
  const shown = name.length > 60 ? `${name.slice(0, 57)}…` : name;
  return new PlinthError('NAME_INVALID', `The name ${JSON.stringify(shown)} ${reason}`, {
    hint: 'Give another folder, or a package name with --name.',
  });
}
