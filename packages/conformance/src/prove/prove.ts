import type { Behaviour } from '../contract/behaviour.ts';
import type { Report } from '../suite/results.ts';

/** What the proof of one behaviour came to. */
export type Proof =
  | { readonly kind: 'proven'; readonly found: string }
  | { readonly kind: 'not proven'; readonly because: string };

/** The stored defect does not fit the project as it is now. */
export class UnfitDefect extends Error {
  override readonly name = 'UnfitDefect';
}

/** What a proof needs to do; all of it is given, so that this module decides and does nothing else. */
export interface Prover {
  /** Those that are run beside the one whose defect is in: all that hold. */
  beside(behaviour: Behaviour): readonly Behaviour[];
  /** Whether it holds without a defect. */
  holds(id: string): boolean;
  hasDefect(id: string): boolean;
  /** Those of the defects that can be in a project at once. */
  fitTogether(ids: readonly string[]): readonly string[];
  /** Runs behaviours over a copy of the project that has the defects; rejects with UnfitDefect where one does not fit. */
  runWithDefects(ids: readonly string[], behaviours: readonly Behaviour[]): Promise<Report>;
}

/** Shows for one behaviour that its defect makes it fail, and it alone. */
export async function proveOne(behaviour: Behaviour, prover: Prover): Promise<Proof> {
  const { id } = behaviour;
  if (!prover.holds(id)) return not('it fails without a defect');
  if (!prover.hasDefect(id)) return not('it has no stored defect');
  const others = prover.beside(behaviour).filter((each) => each.id !== id);
  const all = [behaviour, ...others];
  let found: Findings;
  try {
    found = findingsOf(await prover.runWithDefects([id], all), all);
  } catch (error) {
    if (error instanceof UnfitDefect) return not(error.message);
    throw error;
  }
  const { failed, unseen } = found;
  if (unseen.length > 0) return not(`not looked at: ${unseen.join(', ')}`);
  const own = failed.get(id);
  if (own === undefined) return not('it holds although its defect is in');
  const broken = [...failed].filter(([each]) => each !== id);
  if (broken.length > 0) {
    const told = broken.map(([each, message]) => `${each} (${message})`);
    return not(`its defect also breaks ${told.join('; ')}`);
  }
  return { kind: 'proven', found: own };
}

export interface Findings {
  /** What was found, by the id of a behaviour that does not hold. */
  readonly failed: ReadonlyMap<string, string>;
  /** Ids of those that the run has no verdict on. */
  readonly unseen: readonly string[];
}

/** What a run found of behaviours. */
export function findingsOf({ results }: Report, behaviours: readonly Behaviour[]): Findings {
  const verdicts = new Map(results.map(({ id, verdict }) => [id, verdict]));
  const ids = behaviours.map(({ id }) => id);
  return {
    failed: new Map(
      ids.flatMap((id): [string, string][] => {
        const verdict = verdicts.get(id);
        return verdict?.kind === 'failed' ? [[id, verdict.message]] : [];
      }),
    ),
    unseen: ids.filter((id) => !['failed', 'passed'].includes(verdicts.get(id)?.kind ?? '')),
  };
}

function not(because: string): Proof {
  return { kind: 'not proven', because };
}
