import type { Behaviour } from '../contract/behaviour.ts';
import { findingsOf, type Proof, type Prover, proveOne } from './prove.ts';
import { separate } from './separate.ts';

/**
 * Shows for behaviours that the defect of each makes it fail, and in few runs that it breaks no other: about half of
 * the defects are in at once, each time others, so that each behaviour is seen to hold beside each defect but its own.
 * What does not is tried with each defect of that run alone.
 *
 * It takes a fraction of the time of `proveOne` for each and claims a little less: damage of a defect goes unseen where
 * in each of its runs another one hides it.
 *
 * @param onRun told of the defects of each such run, before it
 */
export async function proveTogether(
  behaviours: readonly Behaviour[],
  prover: Prover,
  onRun: (ids: readonly string[]) => void = () => {},
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
    onRun(ids);
    const all = [...new Set([...set, ...set.flatMap((each) => prover.beside(each))])];
    const { failed, unseen } = findingsOf(await prover.runWithDefects(ids, all), all);
    const broken = all.filter(
      (each) => !set.includes(each) && (failed.has(each.id) || unseen.includes(each.id)),
    );
    if (broken.length === 0) continue;
    for (const one of set) {
      const proof = await proveOne(one, { ...prover, beside: () => broken });
      if (proof.kind === 'not proven') proofs.set(one, proof);
    }
  }
  return proofs;
}
