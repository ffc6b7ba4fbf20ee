import { BEHAVIOURS } from '@plinth/conformance/behaviours/all';
import { type Behaviour, GROUPS } from '@plinth/conformance/contract/behaviour';
import { select, UnknownBehaviour } from '@plinth/conformance/suite/select';
import { didYouMean } from '@plinth/schema/nearest';
import { PlinthError } from '@plinth/schema/errors';

/**
 * The behaviours that `--only` names; all without it.
 *
 * @throws PlinthError BEHAVIOUR_UNKNOWN
 */
export function chooseBehaviours(only: string | undefined): readonly Behaviour[] {
  try {
    return select(BEHAVIOURS, only);
  } catch (cause) {
    if (!(cause instanceof UnknownBehaviour)) throw cause;
    const { names, known } = cause;
    const [first = ''] = names;
    throw new PlinthError(
      'BEHAVIOUR_UNKNOWN',
      names.length === 1
        ? `No behaviour or group "${first}"${didYouMean(first, known)}`
        : `No behaviours or groups ${names.map((name) => `"${name}"`).join(', ')}`,
      { hint: `Groups: ${groups()}. Give them, or behaviours, as in --only S,A3.`, cause },
    );
  }
}

/** `S1 to S7, A1 to A9, …` */
function groups(): string {
  return Object.keys(GROUPS)
    .map((group) => `${group}1 to ${BEHAVIOURS.findLast((each) => each.group === group)?.id}`)
    .join(', ');
}
