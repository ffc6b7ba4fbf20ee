import type { Composition } from '../contract/composition.ts';
import type { Undo } from '../contract/host.ts';
import type { Answer } from '../contract/outcome.ts';
import type { RunningSystem } from '../contract/behaviour.ts';
import type { Check } from '../suite/check.ts';
import { type Member, newMember, newNote } from './people.ts';
import { answersByRules } from './rules.ts';

/** Calls of a member that code of the team answers: of its service, or of its functions on a platform. */
export interface OwnCode {
  readonly member: Member;
  good(): Promise<Answer<unknown>>;
  /** Another good one, where the code has one. */
  goodChange(): Promise<Answer<unknown>>;
  invalid(): Promise<Answer<unknown>>;
  unknown(): Promise<Answer<unknown>>;
  withoutSession(): Promise<Answer<unknown>>;
  /** Makes `breakable` an unexpected error. */
  break(): Promise<Undo>;
  breakable(): Promise<Answer<unknown>>;
}

export async function newOwnCode(
  system: RunningSystem,
  check: Check,
  composition: Composition,
): Promise<OwnCode> {
  const { operations, host } = system;
  const member = await newMember(system, check);
  const { session } = member;
  if (answersByRules(composition)) {
    const good = () => operations.callOwnCode(session, 'good');
    return {
      member,
      good,
      goodChange: good,
      invalid: () => operations.callOwnCode(session, 'invalid'),
      unknown: () => operations.callOwnCode(session, 'unknown'),
      withoutSession: () => operations.callOwnCode(null, 'unknown'),
      break: () => host.breakOwnCode(),
      breakable: good,
    };
  }
  const note = await newNote(system, check, member);
  return {
    member,
    good: () => operations.readNote(session, note.id),
    goodChange: () => operations.createNote(session, { title: 'x', body: '' }),
    invalid: () => operations.createNote(session, { title: '' }),
    unknown: () => operations.readNote(session, crypto.randomUUID()),
    withoutSession: () => operations.listNotes(null),
    break: () => host.breakNotes(),
    breakable: () => operations.listNotes(session),
  };
}
