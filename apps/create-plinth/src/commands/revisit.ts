import path from 'node:path';
import { validateAnswers } from '@plinth/decide/answers';
import { revisit } from '@plinth/decide/revisit';
import { readRecord } from '@plinth/project/record/read-record';
import type { Answers } from '@plinth/schema/decision/questions';
import { PlinthError } from '@plinth/schema/errors';
import { library } from '../builtin/library.ts';
import { parseArguments } from '../cli/arguments.ts';
import { workingFolder } from '../cli/working-folder.ts';
import { unknownStack } from '../decide/decision.ts';
import {
  ANSWER_OPTIONS,
  givenAnswers,
  isGiven,
  readGivenAnswers,
} from '../decide/given-answers.ts';
import { buildableWith } from '../decide/scaffold.ts';
import { terminalText } from '../document/terminal.ts';
import { askChanges } from '../revisit/ask-changes.ts';
import { recordedStack } from '../revisit/recorded-stack.ts';
import { revisitPage } from '../revisit/revisit-page.ts';
import { say, sayJson } from '../ui/output.ts';
import { canAsk, columns } from '../ui/terminal.ts';

/** `plinth revisit [DIR] [--answers FILE] [--answer id=value …] [--json]`: answers that are given stand over the recorded ones. */
export async function revisitCommand(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments(
    argv,
    { ...ANSWER_OPTIONS, json: { type: 'boolean' } },
    { positionals: 1, help: 'plinth --help' },
  );
  const given = givenAnswers(values);
  const record = readRecord(path.resolve(workingFolder(), positionals[0] ?? '.'));
  const stack = recordedStack(record);
  const before = validateAnswers(record.spec.answers ?? {});
  const after = isGiven(given)
    ? validateAnswers({ ...before, ...(await readGivenAnswers(given)) })
    : await ask(before, values.json ?? false);
  const wiring = (await buildableWith(library)).wiring(stack, record.spec.options);
  const found = revisit(stack, before, after, {
    isWired: (layer, kind) => wiring.some((each) => each.layer === layer && each.as === kind),
  });
  if (!found) throw unknownStack();
  if (values.json) sayJson(found);
  else say(terminalText(revisitPage(record.spec.name, found), columns()));
  return 0;
}

async function ask(before: Answers, json: boolean): Promise<Answers> {
  if (json || !canAsk()) {
    throw new PlinthError('ANSWER_MISSING', 'Missing: what has changed since the decision', {
      hint: 'Give the answers that are others now: --answer ID=VALUE, or --answers FILE. `plinth questions` lists them; those of the project are in .plinth/project.json.',
    });
  }
  const { clackAsker } = await import('../ui/clack-asker.ts');
  return askChanges(clackAsker(), before);
}
