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
  hasDefect(id: string): boolean;
  /**
   * Lends a copy of the project that has the defect, to run behaviours over; rejects with UnfitDefect where the
   * defect does not fit.
   */
  withDefect(
    id: string,
    work: (run: (behaviours: readonly Behaviour[]) => Promise<Report>) => Promise<Proof>,
  ): Promise<Proof>;
}

/** Shows for one behaviour that its defect makes it fail, and it alone. */
export async function proveOne(behaviour: Behaviour, prover: Prover): Promise<Proof> {
  const { id } = behaviour;
  if (!prover.hasDefect(id)) return not('it has no stored defect');
  const others = prover.beside(behaviour).filter((each) => each.id !== id);
  try {
    return await prover.withDefect(id, async (run) => {
      const [own] = (await run([behaviour])).results;
      if (own?.verdict.kind !== 'failed') return not('it holds although its defect is in');
      const { results } = await run(others);
      const broken = results.flatMap(({ id: other, verdict }) =>
        verdict.kind === 'failed' ? [`${other} (${verdict.message})`] : [],
      );
      if (broken.length > 0) return not(`its defect also breaks ${broken.join('; ')}`);
      const unseen = others.filter((each) => !results.some((result) => result.id === each.id));
      if (unseen.length > 0) {
        return not(`not looked at: ${unseen.map((each) => each.id).join(', ')}`);
      }
      return { kind: 'proven', found: own.verdict.message };
    });
  } catch (error) {
    if (error instanceof UnfitDefect) return not(error.message);
    throw error;
  }
}

function not(because: string): Proof {
  return { kind: 'not proven', because };
}
