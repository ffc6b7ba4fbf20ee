import { readdirSync } from 'node:fs';
import path from 'node:path';
import { recover } from './journal.ts';
import { BESIDE, INSIDE, judgeStage, removeStage, stageIn } from './stage.ts';

/** A stage that was left where it is: its run goes on, or the user has worked on what it had moved. */
export interface LeftStage {
  readonly name: string;
  readonly why: 'living' | 'edited';
}

/**
 * Removes what runs that were killed had left beside a target, in the folder that holds it. A courtesy:
 * what cannot be removed is left.
 */
export function sweepBeside(folder: string): void {
  for (const { name, pid } of namesIn(folder, BESIDE)) sweepOne(folder, name, pid);
}

/**
 * Removes what runs that were killed had left inside a target, after taking back the moves that they
 * had begun (see journal.ts).
 *
 * @returns the stages that stay
 */
export function sweepInside(folder: string): LeftStage[] {
  sweepBeside(folder);
  return namesIn(folder, INSIDE).flatMap(({ name, pid }) => sweepOne(folder, name, pid) ?? []);
}

function sweepOne(folder: string, name: string, pid: number): LeftStage | undefined {
  const stage = stageIn(path.join(folder, name));
  try {
    const verdict = judgeStage(stage.folder, pid);
    if (verdict === 'living') return { name, why: 'living' };
    if (verdict === 'foreign') return undefined;
    if (!recover(stage, folder)) return { name, why: 'edited' };
    removeStage(stage);
  } catch {
    // The look at the target's entries comes next, and names what is still there.
  }
  return undefined;
}

function namesIn(folder: string, pattern: RegExp): { name: string; pid: number }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const pid = pattern.exec(name)?.[1];
    return pid === undefined ? [] : [{ name, pid: Number(pid) }];
  });
}
