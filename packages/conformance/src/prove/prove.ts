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
  /** Those that are run beside the one whose defect is in. All that hold, for the full claim. */
  beside(behaviour: Behaviour): readonly Behaviour[];
  /** Whether it holds without a defect. */
  holds(id: string): boolean;
  hasDefect(id: string): boolean;
  /** Runs behaviours over a copy of the project that has the defect; rejects with UnfitDefect where it does not fit. */
  runWithDefect(id: string, behaviours: readonly Behaviour[]): Promise<Report>;
}

/** Shows for one behaviour that its defect makes it fail, and it alone. */
export async function proveOne(behaviour: Behaviour, prover: Prover): Promise<Proof> {
  const { id } = behaviour;
  if (!prover.holds(id)) return not('it fails without a defect');
  if (!prover.hasDefect(id)) return not('it has no stored defect');
  const others = prover.beside(behaviour).filter((each) => each.id !== id);
  let report: Report;
  try {
    report = await prover.runWithDefect(id, [behaviour, ...others]);
  } catch (error) {
    if (error instanceof UnfitDefect) return not(error.message);
    throw error;
  }
  const { results } = report;
  const own = results.find((result) => result.id === id)?.verdict;
  if (own?.kind !== 'failed') return not('it holds although its defect is in');
  const broken = results.flatMap(({ id: other, verdict }) =>
    other !== id && verdict.kind === 'failed' ? [`${other} (${verdict.message})`] : [],
  );
  if (broken.length > 0) return not(`its defect also breaks ${broken.join('; ')}`);
  const unseen = others.filter((each) => !results.some((result) => result.id === each.id));
  if (unseen.length > 0) return not(`not looked at: ${unseen.map((each) => each.id).join(', ')}`);
  return { kind: 'proven', found: own.message };
}

function not(because: string): Proof {
  return { kind: 'not proven', because };
}
