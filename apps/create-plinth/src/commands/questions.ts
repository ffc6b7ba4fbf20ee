import { PROMPTS } from '@plinth/decide/interview';
import { WORDINGS } from '@plinth/decide/knowledge/questions';
import { QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import { parseArguments } from '../cli/arguments.ts';
import { sectionText } from '../document/terminal.ts';
import { say, sayJson } from '../ui/output.ts';
import { columns } from '../ui/terminal.ts';

/** `plinth questions [--json]`: every question of the decision with the values that it takes. */
export function questionsCommand(argv: readonly string[]): number {
  const { values } = parseArguments(
    argv,
    { json: { type: 'boolean' } },
    { positionals: 0, help: 'plinth --help' },
  );
  const questions = QUESTION_IDS.map((id) => {
    const { kind, neutral } = QUESTIONS[id];
    const { ask, why, values: texts } = WORDINGS[id];
    const entries = Object.entries<string>(texts).map(([value, label]) => ({ value, label }));
    return { id, kind, neutral, ask, why, values: entries };
  });
  if (values.json) {
    const prompts = PROMPTS.map(({ id, ask, questions: of }) => ({ id, ask, questions: of }));
    sayJson({ questions, prompts });
    return 0;
  }
  for (const { id, kind, ask, values: entries } of questions) {
    const many = kind === 'many' ? ' (any number, separated by commas)' : '';
    const rows = entries.map(({ value, label }) => [value, label]);
    const table = { kind: 'table', head: ['Value', 'Meaning'], rows } as const;
    say(`${sectionText({ title: `${id}  ${ask}${many}`, blocks: [table] }, columns())}\n`);
  }
  return 0;
}
