import type { Behaviour } from '../contract/behaviour.ts';
import type { Report } from '../suite/results.ts';
import { findingsOf, type Proof, type Prover, proveOne } from './prove.ts';
import { separate } from './separate.ts';

/**
 * Shows for behaviours that the defect of each makes it fail, and in few runs that it breaks no other: about half of
 * the defects are in at once, each time others, so that each behaviour is seen to hold beside each defect but its own.
 * What does not is tried with ever fewer of them, until one alone is found to break it.
 *
 * It takes a fraction of the time of `proveOne` for each and claims a little less: damage of a defect goes unseen where
 * in each of its runs another one hides it.
 */
export async function proveTogether(
  behaviours: readonly Behaviour[],
  prover: Prover,
): Promise<ReadonlyMap<Behaviour, Proof>> {
  const proofs = new Map<Behaviour, Proof>();
  for (const behaviour of behaviours) {
    proofs.set(behaviour, await proveOne(behaviour, { ...prover, beside: () => [] }));
  }
  const failing = behaviours.filter((each) => proofs.get(each)?.kind === 'proven');
  const fitting = new Set(prover.fitTogether(failing.map(({ id }) => id)));
  for (const behaviour of failing.filter(({ id }) => !fitting.has(id))) {
    proofs.set(behaviour, await proveOne(behaviour, prover));
  }
  for (const set of separate(failing.filter(({ id }) => fitting.has(id)))) {
    const ids = set.map(({ id }) => id);
    const all = [...new Set([...set, ...set.flatMap((each) => prover.beside(each))])];
    const broken = brokenIn(await prover.runWithDefects(ids, all), all);
    const others = broken.filter((each) => !set.includes(each));
    for (const one of await culprits(set, others, prover)) {
      const proof = await proveOne(one, { ...prover, beside: () => others });
      if (proof.kind === 'not proven') proofs.set(one, proof);
    }
  }
  return proofs;
}

/** Those whose defect alone breaks one of the others, found by halves. */
async function culprits(
  set: readonly Behaviour[],
  others: readonly Behaviour[],
  prover: Prover,
): Promise<Behaviour[]> {
  if (others.length === 0) return [];
  if (set.length === 1) return [...set];
  const middle = Math.ceil(set.length / 2);
  const found: Behaviour[] = [];
  for (const half of [set.slice(0, middle), set.slice(middle)]) {
    const ids = half.map(({ id }) => id);
    const broken = brokenIn(await prover.runWithDefects(ids, others), others);
    found.push(...(await culprits(half, broken, prover)));
  }
  return found;
}

function brokenIn(report: Report, behaviours: readonly Behaviour[]): Behaviour[] {
  const { failed, unseen } = findingsOf(report, behaviours);
  return behaviours.filter(({ id }) => failed.has(id) || unseen.includes(id));
}
