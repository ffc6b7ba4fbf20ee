import { validateAnswers } from '@plinth/decide/answers';
import { parseArguments } from '../cli/arguments.ts';
import { decide } from '@plinth/decide/decide';
import { explain } from '@plinth/decide/explain';
import { explanationPage } from '../decide/explanation-page.ts';
import { ANSWER_OPTIONS, givenAnswers, readGivenAnswers } from '../decide/given-answers.ts';
import { meantOption, parseOptionReference } from '../decide/option-reference.ts';
import { terminalText } from '../document/terminal.ts';
import { PlinthError } from '@plinth/schema/errors';
import { say, sayJson } from '../ui/output.ts';
import { columns } from '../ui/terminal.ts';

/** `plinth explain OPTION [--answers FILE] [--answer id=value …] [--json]` */
export async function explainCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments(
    argv,
    { ...ANSWER_OPTIONS, json: { type: 'boolean' } },
    { positionals: 1, help: 'plinth --help' },
  );
  const [asked] = positionals;
  if (asked === undefined) {
    throw new PlinthError('USAGE', 'Missing: the option to explain', {
      hint: 'Name a shape, a platform or a framework, or PLATFORM+FRAMEWORK.',
    });
  }
  const meant = parseOptionReference(asked);
  const answers = validateAnswers(await readGivenAnswers(givenAnswers(values)));
  const decision = decide(answers);
  const explanation = explain(meantOption(meant, decision), answers);
  if (values.json) sayJson(explanation);
  else say(terminalText(explanationPage(explanation), columns()));
  return 0;
}
