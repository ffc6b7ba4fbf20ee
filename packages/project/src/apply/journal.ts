import { lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { rename } from './rename.ts';
import { journalOf, type Stage } from './stage.ts';

/**
 * Moving the entries of a stage into the folder that it lies in, all or none.
 *
 * The journal names every move before the first one. As long as it is there, an entry that the stage
 * lacks and the target has was moved. A run that finds the journal of a dead one rolls back, so that the
 * new run, whose answers may differ, finds the folder as the user had left it. Only where every
 * move had happened the project is whole, and stays.
 *
 *     { "moves": [{ "from": "tree/src", "to": "src" }] }
 */
interface Journal {
  readonly moves: readonly { readonly from: string; readonly to: string }[];
}

/**
 * Moves every entry of the stage's tree into the target.
 *
 * @throws PlinthError TARGET_REFUSED for an entry that came into being meanwhile, what `node:fs` throws:
 *   the moves are undone before; WRITE_FAILED where they could not be, with the journal left there
 */
export function moveIn(stage: Stage, target: string): void {
  const names = readdirSync(stage.tree).sort();
  const journal: Journal = { moves: names.map((name) => ({ from: `tree/${name}`, to: name })) };
  writeFileSync(journalOf(stage), JSON.stringify(journal), { flag: 'wx' });
  try {
    for (const name of names) {
      const to = path.join(target, name);
      // A rename would replace it without a word.
      if (exists(to)) throw cameMeanwhile(to);
      rename(path.join(stage.tree, name), to);
    }
  } catch (error) {
    try {
      undo(stage, target, names);
    } catch (cause) {
      throw halfMoved(target, cause);
    }
    throw error;
  }
  rmSync(journalOf(stage));
}

/**
 * Takes the moves of a dead run back.
 *
 * @returns false where somebody has worked on what was moved since: then nothing is touched
 * @throws what `node:fs` throws
 */
export function recover(stage: Stage, target: string): boolean {
  const names = readJournal(stage);
  if (names === undefined) return true;
  const whole = names.every((name) => !exists(path.join(stage.tree, name)));
  if (!whole) {
    if (touchedSince(statSync(journalOf(stage)).mtimeMs, target, movedOf(stage, target, names))) {
      return false;
    }
    undo(stage, target, names);
  }
  rmSync(journalOf(stage), { force: true });
  return true;
}

function undo(stage: Stage, target: string, names: readonly string[]): void {
  for (const name of movedOf(stage, target, names).reverse()) {
    rename(path.join(target, name), path.join(stage.tree, name));
  }
  rmSync(journalOf(stage));
}

function movedOf(stage: Stage, target: string, names: readonly string[]): string[] {
  return names.filter(
    (name) => !exists(path.join(stage.tree, name)) && exists(path.join(target, name)),
  );
}

/** The names in the journal; undefined where there is none, or none that was written to its end. */
function readJournal(stage: Stage): string[] | undefined {
  let text: string;
  try {
    text = readFileSync(journalOf(stage), 'utf8');
  } catch {
    return undefined;
  }
  try {
    const { moves } = JSON.parse(text) as Journal;
    return moves
      .map(({ to }) => to)
      .filter((name) => name !== '..' && path.basename(name) === name);
  } catch {
    // Killed while writing it, so before the first move.
    return [];
  }
}

/**
 * Whether a moved entry, or anything in it, was written since. The entries themselves carry the time
 * of their own move as time of change, hence their time of writing counts, and of folders none does.
 */
function touchedSince(time: number, target: string, names: readonly string[]): boolean {
  return names.some((name) => {
    const entry = path.join(target, name);
    const stat = lstatSync(entry);
    return stat.isDirectory() ? changedWithin(entry, time) : stat.mtimeMs > time;
  });
}

function changedWithin(folder: string, time: number): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const inner = path.join(folder, entry.name);
    if (lstatSync(inner).ctimeMs > time) return true;
    return entry.isDirectory() && changedWithin(inner, time);
  });
}

function cameMeanwhile(entry: string): PlinthError {
  return new PlinthError('TARGET_REFUSED', `${entry} came into being while the project was made`, {
    hint: 'Look at what writes there, then run the command again. Nothing was left behind.',
  });
}

/** The journal stays, and with it the stage: the next run does what could not be done now. */
function halfMoved(target: string, cause: unknown): PlinthError {
  return new PlinthError('WRITE_FAILED', `Writing to ${target} broke off half-way`, {
    hint: 'Run the command again in this folder: it first takes back what was moved.',
    cause,
  });
}

function exists(entry: string): boolean {
  return lstatSync(entry, { throwIfNoEntry: false }) !== undefined;
}
