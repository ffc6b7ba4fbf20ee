import { FRAMEWORKS, optionId, OPTIONS, PLATFORMS } from '@plinth/decide/knowledge/options';
import { didYouMean } from '@plinth/schema/nearest';
import { type Decision, SHAPES } from '@plinth/schema/decision/recommendation';
import { PlinthError } from '@plinth/schema/errors';

type Stack = Pick<Decision['ranking'][number], 'shape' | 'platform' | 'framework'>;

/** The parts of an option that a person named; what they left out may be anything. */
export type OptionReference = Partial<Stack>;

const HINT =
  'Name a shape, a platform, a framework, or several: baas-first, PLATFORM, FRAMEWORK, PLATFORM+FRAMEWORK, hybrid:PLATFORM.';

/**
 * Reads what a person calls an option: `custom`, a platform, a framework, `PLATFORM+FRAMEWORK`, and each of them with
 * its shape in front, as in `hybrid:PLATFORM+FRAMEWORK`.
 *
 * @throws PlinthError USAGE for a name that nothing has, and for parts that never come together
 */
export function parseOptionReference(written: string): OptionReference {
  const words = written.split(/[:+]/).map((word) => word.trim().toLowerCase());
  const reference: { -readonly [K in keyof Stack]?: Stack[K] } = {};
  for (const word of words) {
    const [key, value] = partOf(word);
    if (reference[key] !== undefined) throw impossible(written);
    Object.assign(reference, { [key]: value });
  }
  if (!OPTIONS.some((option) => isMeant(reference, option))) throw impossible(written);
  return reference;
}

/** Whether an option has all parts that were named. */
export function isMeant(reference: OptionReference, option: Stack): boolean {
  return (Object.keys(reference) as (keyof Stack)[]).every((key) => reference[key] === option[key]);
}

/** Of the stacks that are meant the first of the ranking, or where all are ruled out, of the vocabulary; by its id. */
export function meantOption(reference: OptionReference, { ranking }: Decision): string {
  const ranked = ranking.find((option) => isMeant(reference, option));
  const found = OPTIONS.find((option) => isMeant(ranked ? stackOf(ranked) : reference, option));
  return found ? optionId(found) : '';
}

const stackOf = ({ shape, platform, framework }: Stack): Stack => ({ shape, platform, framework });

function partOf(word: string): readonly [keyof Stack, string] {
  const vocabulary = { shape: SHAPES, platform: PLATFORMS, framework: FRAMEWORKS } as const;
  for (const [key, values] of Object.entries(vocabulary)) {
    if ((values as readonly string[]).includes(word)) return [key as keyof Stack, word];
  }
  const known = Object.values(vocabulary).flat();
  throw new PlinthError('USAGE', `Nothing is called "${word}"${didYouMean(word, known)}`, {
    hint: HINT,
  });
}

function impossible(written: string): PlinthError {
  return new PlinthError('USAGE', `There is no option "${written}"`, { hint: HINT });
}
