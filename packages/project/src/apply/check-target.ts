import { readdirSync } from 'node:fs';
import { INSIDE } from './stage.ts';
import { acceptedEntries, locateTarget, type Target } from './target.ts';

/**
 * Looks whether a project can go into a target, before anybody is asked about it. Writes nothing: where a
 * run that was killed has left its stage, `applyTree` sweeps first and judges then.
 *
 * @throws PlinthError TARGET_REFUSED
 */
export function checkTarget(shown: string): Target {
  const target = locateTarget(shown);
  if (target.exists && !holdsStage(target.path)) acceptedEntries(target, []);
  return target;
}

function holdsStage(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => INSIDE.test(name));
  } catch {
    // `acceptedEntries` says so.
    return false;
  }
}
