import type { Readable, Writable } from 'node:stream';
import { isCancel, MultiSelectPrompt, SelectPrompt } from '@clack/core';
import type { InterviewPrompt, Reply } from '../create/asker.ts';
import { interviewFrame, type Way } from './interview-frame.ts';

interface Streams {
  readonly input?: Readable;
  readonly output?: Writable;
  readonly signal?: AbortSignal;
}

/** What a key does beside moving and choosing. */
const KEYS: Readonly<Record<string, Way | 'why'>> = {
  '?': 'why',
  s: 'unknown',
  b: 'back',
  f: 'finish',
};

type Core = SelectPrompt<{ value: string }> | MultiSelectPrompt<{ value: string }>;

/**
 * A prompt with more ways out than an answer. The prompts of clack have one for leaving only, so that this
 * one is put together from the parts that they are made of.
 *
 * @returns the reply, or clack's sign for a person who left
 */
export async function interviewPrompt(prompt: InterviewPrompt, streams: Streams) {
  let way: Way | undefined;
  let explained = false;
  const core = corePrompt(prompt, streams, (view) =>
    interviewFrame(prompt, view, { way, explained, output: streams.output }),
  );
  core.on('key', (character, { name }) => {
    if (name === 'return' && prompt.take === 'each') takeHighlighted(prompt, core);
    const action = KEYS[character?.toLowerCase() ?? ''];
    if (action === 'why') explained = !explained;
    else if (action !== undefined && isOpen(prompt, action)) {
      way = action;
      core.state = 'submit';
    }
  });
  const value = await core.prompt();
  if (isCancel(value)) return value;
  const values = listOf(value);
  if (way === 'unknown') {
    return { kind: way, values: prompt.take === 'one' ? [] : values } satisfies Reply;
  }
  if (way !== undefined) return { kind: way } satisfies Reply;
  return { kind: 'chosen', values } satisfies Reply;
}

function corePrompt(
  prompt: InterviewPrompt,
  streams: Streams,
  frame: (view: { state: string; cursor: number; chosen: readonly string[] }) => string,
): Core {
  const options = prompt.choices.map(({ value }) => ({ value }));
  const common = {
    options,
    ...streams,
    render(this: Pick<Core, 'state' | 'cursor' | 'value'>): string {
      return frame({ state: this.state, cursor: this.cursor, chosen: listOf(this.value) });
    },
  };
  const [first = prompt.choices[0]?.value ?? ''] = prompt.chosen;
  if (prompt.take === 'one') return new SelectPrompt({ ...common, initialValue: first });
  const core = new MultiSelectPrompt({
    ...common,
    initialValues: prompt.chosen,
    // Enter goes on where every group has its choice, and to the next group where one is missing.
    ...(prompt.take === 'each' && { validate: (value) => missingGroup(prompt, value)?.id }),
  });
  core.on('cursor', (action) => {
    if (action === 'space') core.value = withoutRivals(prompt, core.cursor, listOf(core.value));
  });
  return core;
}

const isOpen = (prompt: InterviewPrompt, way: Way): boolean =>
  way === 'unknown' || (way === 'back' ? prompt.canGoBack : prompt.canFinish);

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : [value].flat();

/** What is chosen, without what the entry under the cursor excludes. */
function withoutRivals(
  { choices, groups }: InterviewPrompt,
  cursor: number,
  chosen: readonly string[],
): string[] {
  const here = choices[cursor];
  const group = groups.find(({ id }) => id === here?.group);
  if (!here || !group?.exclusive || !chosen.includes(here.value)) return [...chosen];
  const rivals = choices.filter((choice) => choice.group === group.id && choice !== here);
  return chosen.filter((value) => !rivals.some((rival) => rival.value === value));
}

/** Enter takes the entry under the cursor where its group has no choice yet, and moves on to the next that has none. */
function takeHighlighted(prompt: InterviewPrompt, core: Core): void {
  const here = prompt.choices[core.cursor];
  const chosen = listOf(core.value);
  const taken = prompt.choices.some(
    ({ value, group }) => group === here?.group && chosen.includes(value),
  );
  if (here && !taken) (core as { value: unknown }).value = [...chosen, here.value];
  const missing = missingGroup(prompt, listOf(core.value));
  const next = prompt.choices.findIndex(({ group }) => group === missing?.id);
  if (next !== -1) core.cursor = next;
}

function missingGroup({ groups, choices }: InterviewPrompt, chosen: readonly string[] = []) {
  return groups.find(
    ({ id }) => !choices.some(({ value, group }) => group === id && chosen.includes(value)),
  );
}
