import { decide } from '@plinth/decide/decide';
import type { Answers } from '@plinth/schema/decision/questions';
import { describe, expect, it } from 'vitest';
import type { Asker, InterviewPrompt, Reply } from '../create/asker.ts';
import { interview } from './interview.ts';

/** A person who answers each prompt by a script, and each list by its first entry unless told otherwise. */
function person(script: (prompt: InterviewPrompt, count: number) => Reply, picks: string[] = []) {
  const prompts: InterviewPrompt[] = [];
  const told: string[] = [];
  const never = () => Promise.reject(new Error('not asked for in an interview'));
  const asker: Asker = {
    text: never,
    confirm: () => Promise.resolve(picks.shift() !== 'no'),
    select: (message, choices) => {
      told.push(message);
      const pick = picks.shift();
      const choice = choices.find(({ value }) => value === pick) ?? choices[0];
      return choice ? Promise.resolve(choice.value) : never();
    },
    tell: (message) => told.push(message),
    interview: (prompt) => {
      prompts.push(prompt);
      return Promise.resolve(script(prompt, prompts.length));
    },
  };
  const run = (given: Answers = {}): Promise<Answers> =>
    interview({ asker, given, decide: (answers) => decide(answers) });
  return { run, prompts, told };
}

/** The first entry of each group, of a checklist none. */
function first({ take, groups, choices }: InterviewPrompt): Reply {
  const values = groups.flatMap(({ id }) => choices.find(({ group }) => group === id)?.value ?? []);
  return {
    kind: 'chosen',
    values: take === 'any' ? [] : values.slice(0, take === 'one' ? 1 : undefined),
  };
}

describe('an interview', () => {
  it('ends when nothing can change the result, with answers that the decision takes', async () => {
    const { run, prompts, told } = person(first);
    const answers = await run();
    expect(decide(answers).settled).toBe(true);
    expect(prompts.length).toBeLessThan(10);
    expect(told.at(-1)).toMatch(/^That is settled: /);
  });

  it('goes on to what changes details for who wants it, until nothing is left', async () => {
    const { run } = person(first, ['more']);
    expect(decide(await run()).complete).toBe(true);
  });

  it('goes back to an earlier prompt, which remembers its answer, and forgets what came after', async () => {
    const second = (prompt: InterviewPrompt): Reply => ({
      kind: 'chosen',
      values: [prompt.choices[1]?.value ?? ''],
    });
    const { run, prompts } = person((prompt, count) =>
      count === 1
        ? second(prompt)
        : count === 2
          ? { kind: 'back' }
          : count === 3
            ? { kind: 'unknown', values: [] }
            : first(prompt),
    );
    const answers = await run();
    expect(prompts[2]?.message).toBe(prompts[0]?.message);
    expect(prompts[2]?.chosen).toEqual([prompts[0]?.choices[1]?.value]);
    expect(prompts[0]?.canGoBack).toBe(false);
    expect(prompts[1]?.canGoBack).toBe(true);
    const [question = ''] = prompts[0]?.choices[1]?.value.split('=') ?? [];
    expect(answers).toHaveProperty(question, null);
  });

  it('takes "not sure" for asked and not known, and does not ask again', async () => {
    const { run, prompts } = person(() => ({ kind: 'unknown', values: [] }));
    const answers = await run();
    expect(new Set(prompts.map(({ message }) => message)).size).toBe(prompts.length);
    expect(Object.values(answers).every((answer) => answer === null || Array.isArray(answer))).toBe(
      true,
    );
  });

  it('ends early for who has had enough, and says first what could still change', async () => {
    const early = person((prompt, count) => (count === 2 ? { kind: 'finish' } : first(prompt)));
    const answers = await early.run();
    expect(early.prompts).toHaveLength(2);
    expect(decide(answers).settled).toBe(false);
    expect(early.told.at(-1)).toContain('could still change that');
    const stays = person(
      (prompt, count) => (count === 2 ? { kind: 'finish' } : first(prompt)),
      ['no'],
    );
    await stays.run();
    expect(stays.prompts.length).toBeGreaterThan(2);
  });

  it('asks nothing that was given', async () => {
    const given: Answers = { domainLogic: 'some', teamSize: 'small', appType: 'saas' };
    const { run, prompts } = person(first);
    const answers = await run(given);
    expect(answers).toMatchObject(given);
    const asked = prompts.flatMap(({ groups }) => groups.map(({ id }) => id));
    for (const id of Object.keys(given)) expect(asked).not.toContain(id);
  });
});
