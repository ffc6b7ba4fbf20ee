import fs from 'node:fs';
import { explain } from '@plinth/decide/explain';
import { type Option, optionId } from '@plinth/decide/knowledge/options';
import type { Answers } from '@plinth/schema/decision/questions';
import type { Decision } from '@plinth/schema/decision/recommendation';
import type { OptionValue } from '@plinth/schema/option';
import type { Asker, Choice } from '../create/asker.ts';
import { decideWith, isSame, type Stack } from '../decide/decision.ts';
import {
  decisionPage,
  decisionRest,
  decisionSummary,
  startSection,
} from '../decide/decision-page.ts';
import { explanationPage } from '../decide/explanation-page.ts';
import { nameOf, stackName } from '../decide/names.ts';
import type { Buildable } from '../decide/scaffold.ts';
import { markdownOf } from '../document/markdown.ts';
import { sectionsText, sectionText, terminalText } from '../document/terminal.ts';
import { say } from '../ui/output.ts';
import { columns } from '../ui/terminal.ts';
import { changeAnswer } from './change-answer.ts';
import { changeLayer } from './change-layer.ts';

/** A stack that a person, or `--yes`, has accepted. */
export interface Accepted {
  readonly platform: string | null;
  readonly service: string | null;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly answers: Answers;
}

type Way = 'write' | 'read' | 'other' | 'layer' | 'answer' | 'page' | 'leave';

/** How many of the ranking are offered. */
const OFFERED = 9;

/**
 * Shows the recommendation, and lets the person take it, look further, or leave.
 *
 * @returns null where the person wants no project now
 * @throws PlinthError INTERRUPTED when the person leaves by Ctrl-C
 */
export async function accept(
  asker: Asker,
  given: Answers,
  buildable: Buildable,
): Promise<Accepted | null> {
  let answers = given;
  let decision = decideWith(answers, buildable);
  let options: Readonly<Record<string, OptionValue>> = {};
  let stack = offered(decision);
  const show = (): void => {
    say(`\n${terminalText(decisionSummary(decision), columns())}\n`);
    say(`${sectionText(startSection(decision, true), columns())}\n`);
  };
  show();
  for (;;) {
    const way = await asker.select<Way>('What now?', ways(decision, stack, buildable));
    if (way === 'leave') return null;
    if (way === 'write' && stack) {
      return { platform: stack.platform, service: stack.framework, options, answers };
    }
    if (way === 'read') say(`\n${sectionsText(decisionRest(decision), columns())}\n`);
    if (way === 'page') await savePage(asker, decision);
    if (way === 'layer' && stack) {
      options = { ...options, ...(await changeLayer(asker, buildable, stack, options)) };
    }
    if (way === 'other') stack = (await another(asker, answers, decision, buildable)) ?? stack;
    if (way === 'answer') {
      answers = await changeAnswer(asker, answers);
      decision = decideWith(answers, buildable);
      stack = offered(decision);
      show();
    }
  }
}

/** What can be written of a decision: the recommendation itself, or the nearest to it. */
const offered = ({ recommendation, scaffold, nearest }: Decision): Stack | null =>
  scaffold ? recommendation : nearest;

/** What can be done, most likely first: where the recommendation has no template, that is to read how it is set up by hand. */
function ways(decision: Decision, stack: Stack | null, buildable: Buildable): Choice<Way>[] {
  const isRecommended = stack !== null && isSame(stack, decision.recommendation);
  const name = stackName(decision.recommendation);
  const write: Choice<Way>[] = stack
    ? [
        {
          value: 'write',
          label: `Write a project on ${stackName(stack)}${isRecommended ? '' : ' instead'}`,
          hint: isRecommended ? 'as recommended' : 'what can be written today',
        },
      ]
    : [];
  const read: Choice<Way>[] = [
    {
      value: 'read',
      label: decision.scaffold
        ? 'Read on: cost, the way out, what would change it'
        : `Read on: cost, the way out, how to set up ${name} by hand`,
    },
    { value: 'page', label: 'Save all of this as a page', hint: 'Markdown' },
  ];
  return [
    ...(isRecommended ? [...write, ...read] : [...read, ...write]),
    { value: 'other', label: 'Look at another option' },
    ...(stack && buildable.layerOptions(stack).length > 0
      ? [{ value: 'layer' as const, label: 'Change a layer', hint: 'where the template can' }]
      : []),
    { value: 'answer', label: 'Change an answer' },
    { value: 'leave', label: 'Leave without a project' },
  ];
}

/** Explains another option; where it can be written, the person may take it instead. */
async function another(
  asker: Asker,
  answers: Answers,
  decision: Decision,
  buildable: Buildable,
): Promise<Stack | null> {
  const { ranking } = decision;
  const best = ranking[0]?.score ?? 0;
  const shown = new Set(ranking.slice(1, OFFERED + 1));
  // What can be written is offered wherever it stands.
  for (const option of ranking) if (buildable.has(option)) shown.add(option);
  const list = ranking.filter((option) => shown.has(option) && option !== ranking[0]);
  const picked = await asker.select(
    'Which one?',
    list.map((option) => ({
      value: String(ranking.indexOf(option)),
      label: `${stackName(option)} (${nameOf(option.shape)})${buildable.has(option) ? ', can be written' : ''}`,
      hint: `${best - option.score} points behind`,
    })),
  );
  const option = ranking[Number(picked)];
  if (!option) return null;
  const page = explanationPage(explain(optionId(option as Option), answers));
  say(`\n${terminalText(page, columns())}\n`);
  if (!buildable.has(option)) {
    asker.tell(`Plinth has no template for ${stackName(option)} yet.`);
    return null;
  }
  return (await asker.confirm(`Take ${stackName(option)} instead?`, false)) ? option : null;
}

async function savePage(asker: Asker, decision: Decision): Promise<void> {
  const file = await asker.text({
    message: 'Where to?',
    placeholder: './backend-decision.md',
    validate: (answer) => (fs.existsSync(answer) ? 'There is something of that name' : undefined),
  });
  try {
    fs.writeFileSync(file, markdownOf(decisionPage(decision)), { flag: 'wx' });
    asker.tell(`Written to ${file}.`);
  } catch (error) {
    // The person is still here, and can choose another place.
    asker.tell(`Not written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
