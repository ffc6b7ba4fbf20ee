import type { Writable } from 'node:stream';
import { getRows, wrapTextWithPrefix } from '@clack/core';
import type { InterviewChoice, InterviewPrompt } from '../create/asker.ts';
import { style } from './style.ts';
import { viewportOf } from './viewport.ts';

/** How a prompt was left without an answer. */
export type Way = 'unknown' | 'back' | 'finish';

interface View {
  readonly state: string;
  readonly cursor: number;
  readonly chosen: readonly string[];
}

interface Told {
  readonly way: Way | undefined;
  /** Whether the person asked why. */
  readonly explained: boolean;
  readonly output: Writable | undefined;
}

const BAR = '│';

/** Lines for entries on the lowest of terminals. */
const LEAST_ROOM = 5;
const LEFT: Readonly<Record<Way, string>> = {
  unknown: 'not sure',
  back: '← back',
  finish: 'enough asked',
};

/** What a prompt looks like: open with its entries and keys, afterwards the question with what was chosen. */
export function interviewFrame(prompt: InterviewPrompt, view: View, told: Told): string {
  if (view.state === 'submit' || view.state === 'cancel') return closedFrame(prompt, view, told);
  const { output } = told;
  const bar = style('cyan', BAR);
  const line = (text: string, first: string): string =>
    wrapTextWithPrefix(output, text, `${bar}  `, first);
  const head = [style('dim', BAR), line(prompt.message, `${style('cyan', '◆')}  `)];
  const foot = [
    ...(told.explained
      ? [bar, line(`${style('yellow', 'Why we ask:')} ${prompt.why}`, `${bar}  `)]
      : []),
    wrapTextWithPrefix(output, style('dim', keysOf(prompt)), '   ', `${style('cyan', '└')}  `),
    '',
  ];
  const room = getRows(output ?? process.stdout) - heightOf([...head, ...foot]);
  return [
    ...head,
    ...visible(entries(prompt, view, bar, output), view.cursor, room, bar),
    ...foot,
  ].join('\n');
}

const heightOf = (blocks: readonly string[]): number => blocks.join('\n').split('\n').length;

/** A terminal cannot draw anew what has left its screen: of a list that is too long, what stands around the cursor. */
function visible(
  blocks: readonly string[],
  cursor: number,
  room: number,
  bar: string,
): readonly string[] {
  const heights = blocks.map((block) => heightOf([block]));
  const { from, to } = viewportOf(heights, cursor, Math.max(room, LEAST_ROOM));
  const mark = (arrow: string, count: number): string[] =>
    count === 0 ? [] : [`${bar}  ${style('dim', `${arrow} ${count} more`)}`];
  return [...mark('↑', from), ...blocks.slice(from, to), ...mark('↓', blocks.length - to)];
}

function closedFrame(prompt: InterviewPrompt, view: View, { way, output }: Told): string {
  const mark = view.state === 'cancel' ? style('red', '■') : style('green', '◇');
  const labels = prompt.choices
    .filter(({ value }) => view.chosen.includes(value))
    .map(({ label }) => label);
  const chosen = labels.length === 0 ? 'none of these' : labels.join(' · ');
  const answer = way === undefined ? chosen : LEFT[way];
  const bar = style('dim', BAR);
  return [
    bar,
    wrapTextWithPrefix(output, prompt.message, `${bar}  `, `${mark}  `),
    wrapTextWithPrefix(output, answer, `${bar}  `, `${bar}  `, `${bar}  `, (text) =>
      style('dim', text),
    ),
  ].join('\n');
}

function entries(
  prompt: InterviewPrompt,
  view: View,
  bar: string,
  output: Writable | undefined,
): string[] {
  return prompt.choices.map((choice, index) => {
    const begins = choice.group !== prompt.choices[index - 1]?.group;
    const title = begins ? prompt.groups.find(({ id }) => id === choice.group)?.title : null;
    const here = index === view.cursor;
    const hint = here && choice.hint !== undefined ? style('dim', `  ${choice.hint}`) : '';
    const label = here ? choice.label : style('dim', choice.label);
    const entry = wrapTextWithPrefix(
      output,
      `${label}${hint}`,
      `${bar}    `,
      `${bar}  ${markOf(prompt, view, choice, here)} `,
    );
    return title ? `${bar}  ${style('bold', title)}\n${entry}` : entry;
  });
}

function markOf(
  { take }: InterviewPrompt,
  view: View,
  choice: InterviewChoice,
  here: boolean,
): string {
  if (take === 'one') return here ? style('green', '●') : style('dim', '○');
  const [full, empty] = take === 'each' ? ['●', '○'] : ['◼', '◻'];
  if (view.chosen.includes(choice.value)) return style('green', full);
  return style(here ? 'cyan' : 'dim', here && take === 'each' ? '◉' : empty);
}

function keysOf({ take, canGoBack, canFinish }: InterviewPrompt): string {
  return [
    '↑↓ move',
    ...(take === 'any' ? ['space tick', 'enter go on'] : ['enter choose']),
    '? why we ask',
    's not sure',
    ...(canGoBack ? ['b back'] : []),
    ...(canFinish ? ['f finish'] : []),
  ].join(' · ');
}
