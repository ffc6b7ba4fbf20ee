import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';

/**
 * The folder in which a project is put together before it shows.
 *
 *     .<name>.plinth-<pid>-<random>/   beside a target that does not exist yet, or
 *     .plinth-stage-<pid>-<random>/    inside one that does
 *       owner.json      who made it: written first, removed last
 *       journal.json    while entries are moved out of tree/ (see journal.ts)
 *       tree/           becomes the project, or its entries do
 */
export interface Stage {
  readonly folder: string;
  readonly tree: string;
}

const OWNER_FILE = 'owner.json';
const TREE_FOLDER = 'tree';
const JOURNAL_FILE = 'journal.json';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Longest name, in bytes, that goes into the name of a stage; most systems hold 255. */
const LONGEST_NAME = 200;

export const BESIDE = /^\..+\.plinth-(\d+)-[a-z0-9]+$/s;
export const INSIDE = /^\.plinth-stage-(\d+)-[a-z0-9]+$/;

export function stageBesideName(target: string): string {
  const name = path.basename(target);
  return `.${Buffer.byteLength(name) > LONGEST_NAME ? 'project' : name}.plinth`;
}

export const STAGE_INSIDE_NAME = '.plinth-stage';

/** The stages that this process is at work in; others with its number are of an earlier process. */
const ours = new Set<string>();

/**
 * Makes a stage in a folder.
 *
 * @throws what `node:fs` throws, after removing what was made
 */
export function makeStage(parent: string, prefix: string): Stage {
  const random = Math.random().toString(36).slice(2, 10).padEnd(8, '0');
  const folder = path.join(parent, `${prefix}-${process.pid}-${random}`);
  const stage = stageIn(folder);
  // Until it is whole, nobody else has a business in it.
  mkdirSync(folder, 0o700);
  try {
    const owner = {
      pid: process.pid,
      started: Date.now(),
      host: hostname(),
      inode: lstatSync(folder).ino,
    } satisfies Owner;
    writeFileSync(path.join(folder, OWNER_FILE), JSON.stringify(owner), { flag: 'wx' });
    mkdirSync(stage.tree, 0o755);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  ours.add(folder);
  return stage;
}

export function stageIn(folder: string): Stage {
  return { folder, tree: path.join(folder, TREE_FOLDER) };
}

export function journalOf({ folder }: Stage): string {
  return path.join(folder, JOURNAL_FILE);
}

/**
 * Removes a stage, its owner's mark last: a stage that holds anything is known for what it is,
 * wherever its removal broke off. A stage with a journal is left to the next run, which needs it.
 */
export function removeStage(stage: Stage): void {
  ours.delete(stage.folder);
  if (lstatSync(journalOf(stage), { throwIfNoEntry: false }) !== undefined) return;
  rmSync(stage.tree, { recursive: true, force: true, maxRetries: 3 });
  rmSync(path.join(stage.folder, OWNER_FILE), { force: true });
  rmdirSync(stage.folder);
}

interface Owner {
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly host: string;
  /** Of the stage itself: a copy, or a stage that came with a clone, does not have it. */
  readonly inode: number;
}

/**
 * What a folder with the name of a stage is: the stage of a run that goes on, what a dead run left, or
 * something else, which is not to be touched.
 */
export function judgeStage(folder: string, pid: number): 'living' | 'stale' | 'foreign' {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return 'foreign';
  if (process.getuid !== undefined && stat.uid !== process.getuid()) return 'foreign';
  const owner = readOwner(folder);
  if (owner === undefined) {
    // Killed before the mark was written, or after it was removed: then there is nothing else.
    if (readdirSync(folder).some((name) => name !== OWNER_FILE)) return 'foreign';
    const unmarked = { pid, started: stat.mtimeMs, host: hostname() };
    return isLiving(folder, unmarked) ? 'living' : 'stale';
  }
  if (owner.inode !== stat.ino) return 'foreign';
  return isLiving(folder, owner) ? 'living' : 'stale';
}

function isLiving(folder: string, { pid, started, host }: Omit<Owner, 'inode'>): boolean {
  const age = Date.now() - started;
  if (age > DAY) return false;
  // Processes of another machine or container that writes to the same disk cannot be seen from here.
  if (host !== hostname()) return age < HOUR;
  // In a container every run may have the same number.
  if (pid === process.pid) return ours.has(folder);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readOwner(folder: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(path.join(folder, OWNER_FILE), 'utf8')) as Partial<Owner>;
    const { pid, started, host, inode } = owner;
    return typeof pid === 'number' &&
      typeof started === 'number' &&
      typeof host === 'string' &&
      typeof inode === 'number'
      ? { pid, started, host, inode }
      : undefined;
  } catch {
    return undefined;
  }
}
