import { accessSync, constants, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import type { LeftStage } from './sweep.ts';
import { systemCode, writeFailure } from './write-failure.ts';

/** Where a project goes, with every symbolic link resolved. */
export interface Target {
  /** As the user knows it, for texts. */
  readonly shown: string;
  readonly path: string;
  readonly exists: boolean;
  /** The target, or else the nearest folder above it that exists. */
  readonly nearest: string;
}

/**
 * Finds out where a target lies. Writes nothing.
 *
 * @throws PlinthError TARGET_REFUSED for what is no folder, leads nowhere or cannot be written to;
 *   WRITE_FAILED for a path that the system does not take
 */
export function locateTarget(shown: string): Target {
  const { nearest, missing } = nearestExisting(shown);
  const where = missing.length === 0 ? 'it' : nearest;
  let real: string;
  try {
    real = realpathSync(nearest);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EACCES')
      throw refuse(shown, `${where} cannot be opened`, 'Choose another folder.');
    throw refuse(
      shown,
      `${where} is a symbolic link that leads nowhere`,
      'Correct or remove the link, or choose another folder.',
    );
  }
  if (!statSync(real).isDirectory()) {
    throw refuse(shown, `${where} is not a folder`, 'Choose another folder.');
  }
  try {
    accessSync(real, constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason =
      systemCode(error) === 'EROFS' ? 'lies on a read-only file system' : 'may not be written to';
    throw refuse(shown, `${where} ${reason}`, 'Choose a folder that you may write to.');
  }
  return {
    shown,
    path: path.join(real, ...missing),
    exists: missing.length === 0,
    nearest: real,
  };
}

function nearestExisting(shown: string): { nearest: string; missing: string[] } {
  const missing: string[] = [];
  let nearest = path.resolve(shown);
  try {
    while (!exists(nearest)) {
      const parent = path.dirname(nearest);
      if (parent === nearest)
        throw refuse(shown, `${nearest} does not exist`, 'Choose another folder.');
      missing.unshift(path.basename(nearest));
      nearest = parent;
    }
  } catch (error) {
    if (systemCode(error) === 'EACCES') {
      throw refuse(shown, 'a folder on the way cannot be opened', 'Choose another folder.');
    }
    if (systemCode(error) === 'ELOOP') {
      throw refuse(shown, 'symbolic links lead in a circle', 'Choose another folder.');
    }
    throw writeFailure(error, shown);
  }
  return { nearest, missing };
}

function exists(entry: string): boolean {
  try {
    return lstatSync(entry, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Below a file: the walk upwards comes to it next.
    if (systemCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** Files that a new repository may hold, kept as they are. */
const WELCOME = /^(readme|licen[sc]e|copying)/i;

/** Entries that an error text lists. */
const LISTED = 5;

/**
 * The entries of an existing target, if it is empty or holds only `.git`, a licence or a readme.
 *
 * @param left stages of other runs that the sweep left there
 * @throws PlinthError TARGET_REFUSED with what was found
 */
export function acceptedEntries(
  { shown, path: folder }: Target,
  left: readonly LeftStage[],
): string[] {
  for (const { name, why } of left) {
    throw why === 'living'
      ? refuse(shown, `another run is writing there, in ${name}`, 'Wait until it has ended.')
      : refuse(
          shown,
          'a run that was killed left half a project there, which was edited since',
          `Save what you want to keep, then empty the folder, ${name} included.`,
        );
  }
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    throw refuse(shown, 'it may not be read', 'Choose another folder.');
  }
  const others = entries
    .filter((entry) => entry.name !== '.git' && (entry.isDirectory() || !WELCOME.test(entry.name)))
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort();
  if (others.length > 0) {
    const more = others.length > LISTED ? `, and ${others.length - LISTED} more` : '';
    throw refuse(
      shown,
      `it holds ${others.slice(0, LISTED).join(', ')}${more}`,
      'Choose a folder that is new or empty; .git, a licence and a readme may be there.',
    );
  }
  return entries.map(({ name }) => name);
}

/** A path that exists where the project was to be put, and did not when the command began. */
export function targetAppeared({ shown }: Target): PlinthError {
  return refuse(shown, 'it came into being meanwhile', 'Look at what is in it, or choose another.');
}

function refuse(shown: string, reason: string, hint: string): PlinthError {
  return new PlinthError('TARGET_REFUSED', `Cannot use ${shown}: ${reason}`, { hint });
}
