import { lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import type { FileTree } from '@plinth/schema/file-tree';
import { initRepository, repositoryAround } from '../git.ts';
import { checkTree, pathConflict } from './check-tree.ts';
import type { Interrupt } from './interrupt.ts';
import { moveIn } from './journal.ts';
import { rename } from './rename.ts';
import { makeStage, removeStage, type Stage, STAGE_INSIDE_NAME, stageBesideName } from './stage.ts';
import { sweepBeside, sweepInside } from './sweep.ts';
import { acceptedEntries, locateTarget, type Target, targetAppeared } from './target.ts';
import { isSystemError, writeFailure } from './write-failure.ts';
import { writeTree } from './write-tree.ts';

export interface ApplyOptions {
  /** Absolute path of the project's folder. */
  readonly target: string;
  readonly tree: FileTree;
  /** Whether a repository is wanted. */
  readonly git: boolean;
  readonly interrupt: Interrupt;
}

export type GitOutcome = 'initialised' | 'inside-repository' | 'unavailable' | 'off';

export interface Applied {
  /** Where the project is, with symbolic links resolved. */
  readonly path: string;
  /** Number of files written. */
  readonly files: number;
  /** Files of the user at paths of the tree, which were left as they are. */
  readonly kept: readonly string[];
  readonly git: GitOutcome;
}

/**
 * Writes a tree to disk, the whole of it or nothing: it is put together in a stage on the same disk (see
 * stage.ts) and comes into view by a rename, or by renames under a journal where the target exists.
 * What an earlier run left behind when it was killed is removed first.
 *
 * @throws PlinthError TARGET_REFUSED and PATH_* before anything is written; WRITE_FAILED and
 *   INTERRUPTED after everything written was removed
 */
export async function applyTree({ target, tree, git, interrupt }: ApplyOptions): Promise<Applied> {
  await interrupt.pause();
  checkTree(tree);
  const place = locateTarget(target);
  // Beside the target, too, where the stage would lie if it did not exist.
  sweepBeside(path.dirname(place.path));
  const entries = place.exists ? acceptedEntries(place, sweepInside(place.path)) : [];
  const wanted = withoutKept(tree, entries);
  const repository = git ? await repositoryFor(place, entries) : 'off';
  const outcome = await (place.exists ? applyInside : applyBeside)(place, (stage) =>
    fill(stage, wanted.tree, repository, interrupt),
  );
  const files = wanted.tree.files.length + wanted.tree.secrets.length;
  return { path: place.path, files, kept: wanted.kept, git: outcome };
}

type Fill = (stage: Stage) => Promise<GitOutcome>;

/** Into a new folder: one rename makes it appear. */
async function applyBeside(place: Target, fillStage: Fill): Promise<GitOutcome> {
  const parent = path.dirname(place.path);
  const made: string[] = [];
  let stage: Stage | undefined;
  try {
    makeParents(place, made);
    stage = makeStage(parent, stageBesideName(place.path));
    const outcome = await fillStage(stage);
    // A rename would replace an empty folder, in which somebody may be standing by now.
    if (lstatSync(place.path, { throwIfNoEntry: false })) throw targetAppeared(place);
    rename(stage.tree, place.path);
    discard(stage);
    return outcome;
  } catch (error) {
    if (stage) discard(stage);
    removeParents(made);
    throw explain(error, place, stage);
  }
}

/** Into a folder that exists: it stays the same folder, since a shell may stand in it. */
async function applyInside(place: Target, fillStage: Fill): Promise<GitOutcome> {
  let stage: Stage | undefined;
  try {
    stage = makeStage(place.path, STAGE_INSIDE_NAME);
    const outcome = await fillStage(stage);
    moveIn(stage, place.path);
    discard(stage);
    return outcome;
  } catch (error) {
    if (stage) discard(stage);
    throw explain(error, place, stage);
  }
}

/** Puts the project together in its stage. Nothing that takes time is left to do when it returns. */
async function fill(
  stage: Stage,
  tree: FileTree,
  repository: GitOutcome,
  interrupt: Interrupt,
): Promise<GitOutcome> {
  const [initialised, written] = await Promise.allSettled([
    repository === 'initialised' && initRepository(stage.tree),
    writeTree(stage.tree, tree, interrupt),
  ]);
  if (written.status === 'rejected') throw written.reason;
  await interrupt.pause();
  if (repository !== 'initialised') return repository;
  return initialised.status === 'fulfilled' && initialised.value ? 'initialised' : 'unavailable';
}

/** What is to become of the repository; `initialised` if git plays along. */
async function repositoryFor(place: Target, entries: readonly string[]): Promise<GitOutcome> {
  if (entries.includes('.git')) return 'inside-repository';
  const around = await repositoryAround(place.nearest);
  if (around === 'outside') return 'initialised';
  return around === 'inside' ? 'inside-repository' : 'unavailable';
}

/** Leaves out what the user has: a readme or a licence, whatever the case of its name. */
function withoutKept(
  tree: FileTree,
  entries: readonly string[],
): { readonly tree: FileTree; readonly kept: readonly string[] } {
  if (entries.length === 0) return { tree, kept: [] };
  const present = new Set(entries.map((name) => name.toLowerCase()));
  const isKept = ({ path: file }: { path: string }) => present.has(file.toLowerCase());
  return {
    tree: {
      files: tree.files.filter((file) => !isKept(file)),
      secrets: tree.secrets.filter((file) => !isKept(file)),
    },
    kept: [...tree.files, ...tree.secrets].filter(isKept).map(({ path: file }) => file),
  };
}

/** Makes the missing folders above the target; `made` lists those that did not exist. */
function makeParents({ path: target, nearest }: Target, made: string[]): void {
  const missing: string[] = [];
  for (let at = path.dirname(target); at !== nearest; at = path.dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    // Returns undefined where another process was faster: then it is not ours to remove.
    if (mkdirSync(folder, { recursive: true }) !== undefined) made.push(folder);
  }
}

function removeParents(made: readonly string[]): void {
  try {
    for (const folder of made.toReversed()) rmdirSync(folder);
  } catch {
    // Somebody else has put something there.
  }
}

/** Removes a stage as far as it goes; the next run sweeps what stays. */
function discard(stage: Stage): void {
  try {
    removeStage(stage);
  } catch {
    // The error that led here, or the project that is whole, matters more.
  }
}

function explain(error: unknown, place: Target, stage: Stage | undefined): unknown {
  if (!isSystemError(error)) return error;
  const inner = stage && error.path ? path.relative(stage.tree, error.path) : '..';
  if (inner === '' || inner.startsWith('..')) return writeFailure(error, place.shown);
  // In a stage that is ours alone only another name of the tree can be in the way.
  const inTheWay = ['EEXIST', 'EISDIR', 'ENOTDIR'].includes(error.code);
  if (inTheWay && error.syscall !== 'rename') return pathConflict(inner);
  return writeFailure(error, path.join(place.shown, inner));
}
