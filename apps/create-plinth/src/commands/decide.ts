import { validateAnswers } from '@plinth/decide/answers';
import { parseArguments } from '../cli/arguments.ts';
import { library } from '../builtin/library.ts';
import { decideWith } from '../decide/decision.ts';
import { decisionPage } from '../decide/decision-page.ts';
import { ANSWER_OPTIONS, givenAnswers, readGivenAnswers } from '../decide/given-answers.ts';
import { buildableWith } from '../decide/scaffold.ts';
import { markdownOf } from '../document/markdown.ts';
import { terminalText } from '../document/terminal.ts';
import { say, sayJson } from '../ui/output.ts';
import { columns } from '../ui/terminal.ts';

/** `plinth decide [--answers FILE] [--answer id=value …] [--json | --markdown]` */
export async function decideCommand(argv: readonly string[]): Promise<number> {
  const { values } = parseArguments(
    argv,
    { ...ANSWER_OPTIONS, json: { type: 'boolean' }, markdown: { type: 'boolean' } },
    { positionals: 0, help: 'plinth --help' },
  );
  const answers = validateAnswers(await readGivenAnswers(givenAnswers(values)));
  const decision = decideWith(answers, await buildableWith(library));
  if (values.json) sayJson(decision);
  else if (values.markdown) say(markdownOf(decisionPage(decision)).trimEnd());
  else say(terminalText(decisionPage(decision), columns()));
  return 0;
}
