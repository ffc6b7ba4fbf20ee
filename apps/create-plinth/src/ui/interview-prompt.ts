import type { Readable, Writable } from 'node:stream';
import { isCancel, MultiSelectPrompt, SelectPrompt, wrapTextWithPrefix } from '@clack/core';
import type { InterviewPrompt, Reply } from '../create/asker.ts';
import { style } from './style.ts';

interface Streams {
  readonly input?: Readable;
  readonly output?: Writable;
  readonly signal?: AbortSignal;
}

/** What a key does beside moving and choosing. */
const KEYS: Readonly<Record<string, 'why' | 'unknown' | 'back' | 'finish'>> = {
  '?': 'why',
  s: 'unknown',
  b: 'back',
  f: 'finish',
};

type Option = { value: string; label: string; hint?: string };
type View = {
  readonly state: string;
  readonly cursor: number;
  readonly value: string | string[] | undefined;
};

/**
 * A prompt with more ways out than an answer. The prompts of clack have one for leaving only, so that this
 * one is put together from the parts that they are made of.
 *
 * @returns the reply, or clack's sign for a person who left
 */
export async function interviewPrompt(prompt: InterviewPrompt, streams: Streams) {
  const options: Option[] = prompt.choices.map((choice) => ({ ...choice }));
  let way: Exclude<Reply['kind'], 'chosen'> | undefined;
  let explained = false;
  const common = {
    options,
    ...streams,
    render(this: View): string {
      return frame(prompt, this, { way, explained, output: streams.output });
    },
  };
  const core = prompt.many
    ? new MultiSelectPrompt({ ...common, initialValues: prompt.chosen })
    : new SelectPrompt({
        ...common,
        initialValue: prompt.chosen[0] ?? prompt.choices[0]?.value ?? '',
      });
  core.on('key', (character) => {
    const action = KEYS[character?.toLowerCase() ?? ''];
    if (action === undefined) return;
    if (action === 'why') {
      explained = !explained;
      return;
    }
    if (action === 'back' && !prompt.canGoBack) return;
    if (action === 'finish' && !prompt.canFinish) return;
    way = action;
    core.state = 'submit';
  });
  const value = await core.prompt();
  if (isCancel(value)) return value;
  if (way !== undefined) return { kind: way } satisfies Reply;
  const values = Array.isArray(value) ? (value as string[]) : [String(value)];
  return { kind: 'chosen', values } satisfies Reply;
}

const BAR = '│';
const DONE: Readonly<Record<string, string>> = {
  unknown: 'not sure',
  back: '← back',
  finish: 'enough asked',
};

function frame(
  prompt: InterviewPrompt,
  view: View,
  {
    way,
    explained,
    output,
  }: { way: string | undefined; explained: boolean; output?: Writable | undefined },
): string {
  const open = view.state !== 'submit' && view.state !== 'cancel';
  const mark = open
    ? style('cyan', '◆')
    : view.state === 'cancel'
      ? style('red', '■')
      : style('green', '◇');
  const bar = open ? style('cyan', BAR) : style('dim', BAR);
  const wrap = (text: string, first = `${bar}  `): string =>
    wrapTextWithPrefix(output, text, `${bar}  `, first);
  const title = [style('dim', BAR), wrap(prompt.message, `${mark}  `)];
  if (!open) {
    const told = way === undefined ? chosenLabels(prompt, view) : DONE[way];
    return [...title, wrap(style('dim', told ?? ''))].join('\n');
  }
  const lines = prompt.choices.map((choice, index) => {
    const here = index === view.cursor;
    const hint = here && choice.hint !== undefined ? style('dim', `  ${choice.hint}`) : '';
    const label = here ? choice.label : style('dim', choice.label);
    return wrapTextWithPrefix(
      output,
      `${label}${hint}`,
      `${bar}    `,
      `${bar}  ${box(prompt, view, choice.value, here)} `,
    );
  });
  const why = explained ? [bar, wrap(`${style('yellow', 'Why we ask:')} ${prompt.why}`)] : [];
  return [
    ...title,
    ...lines,
    ...why,
    wrapTextWithPrefix(output, style('dim', keys(prompt)), '   ', `${style('cyan', '└')}  `),
    '',
  ].join('\n');
}

function box(prompt: InterviewPrompt, view: View, value: string, here: boolean): string {
  if (!prompt.many) return here ? style('green', '●') : style('dim', '○');
  const ticked = Array.isArray(view.value) && view.value.includes(value);
  if (ticked) return style('green', '◼');
  return here ? style('cyan', '◻') : style('dim', '◻');
}

function chosenLabels(prompt: InterviewPrompt, { value }: View): string {
  const values = Array.isArray(value) ? value : [value];
  const labels = prompt.choices
    .filter((choice) => values.includes(choice.value))
    .map(({ label }) => label);
  return labels.length === 0 ? 'none of these' : labels.join(', ');
}

function keys({ many, canGoBack, canFinish }: InterviewPrompt): string {
  return [
    '↑↓ move',
    ...(many ? ['space tick', 'enter go on'] : ['enter choose']),
    '? why we ask',
    's not sure',
    ...(canGoBack ? ['b back'] : []),
    ...(canFinish ? ['f finish'] : []),
  ].join(' · ');
}
