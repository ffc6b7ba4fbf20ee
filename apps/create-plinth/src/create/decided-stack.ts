import { validateAnswers } from '@plinth/decide/answers';
import type { Answers } from '@plinth/schema/decision/questions';
import { PlinthError } from '@plinth/schema/errors';
import type { Spec } from '@plinth/schema/spec';
import { decideWith } from '../decide/decision.ts';
import { readGivenAnswers } from '../decide/given-answers.ts';
import { stackName } from '../decide/names.ts';
import { buildableWith } from '../decide/scaffold.ts';
import { assumedSection } from '../decide/sections.ts';
import { sectionText } from '../document/terminal.ts';
import { accept, type Accepted } from '../interview/accept.ts';
import { interview } from '../interview/interview.ts';
import { say } from '../ui/output.ts';
import { columns } from '../ui/terminal.ts';
import type { AnswerSources } from './answers.ts';

type NamedStack = Pick<Spec, 'platform' | 'service'>;

/**
 * Decides the stack: a person is asked, and looks at the recommendation; `--yes` takes it as it is.
 *
 * @returns null where the person wants no project now
 * @throws PlinthError ANSWER_MISSING where nobody can be asked; STACK_UNAVAILABLE where `--yes` accepts what has no template
 */
export async function decidedStack(sources: AnswerSources): Promise<Accepted | null> {
  const { asker, flags, library } = sources;
  if (!asker && !flags.yes) throw await nobodyToAsk(sources);
  const given = validateAnswers(await readGivenAnswers(flags.answers));
  const buildable = await buildableWith(library);
  if (asker) {
    asker.tell(
      'A few questions, then a recommendation with its reasons. “Not sure” is always an answer, and you can go back. (Who knows already gives --stack ID.)',
    );
    const decide = (answers: Answers) => decideWith(answers, buildable);
    return accept(asker, await interview({ asker, given, decide }), buildable);
  }
  const decision = decideWith(given, buildable);
  const { recommendation, scaffold, nearest } = decision;
  if (!scaffold) {
    throw new PlinthError(
      'STACK_UNAVAILABLE',
      `Recommended is ${stackName(recommendation)}, and there is no template for it yet`,
      {
        hint: nearest
          ? `The nearest that can be written is ${stackName(nearest)}: ${nearest.scaffold.command}`
          : '`plinth decide --markdown` with the same answers says how to set it up by hand.',
      },
    );
  }
  if (!flags.json) {
    say(`Recommended: ${stackName(recommendation)}.`);
    for (const section of assumedSection(decision)) say(sectionText(section, columns()));
  }
  return { platform: scaffold.platform, service: scaffold.service, options: {}, answers: given };
}

/** A stack that was named together with answers: these go into the project, with what they would have led to. */
export async function explainedStack(
  { flags }: AnswerSources,
  stack: NamedStack,
): Promise<NamedStack & { readonly answers: Answers }> {
  return { ...stack, answers: validateAnswers(await readGivenAnswers(flags.answers)) };
}

async function nobodyToAsk({ library }: AnswerSources): Promise<PlinthError> {
  const ids = (await library.list()).map(({ id }) => id).join(', ');
  return new PlinthError('ANSWER_MISSING', 'Missing: the stack, or answers that lead to one', {
    hint: `There is no terminal to ask in: give --stack ID (one of: ${ids}), or --yes with --answers FILE or --answer ID=VALUE to accept what they lead to.`,
  });
}
