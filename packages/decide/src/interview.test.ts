import { QUESTION_IDS, QUESTIONS } from '@plinth/schema/decision/questions';
import { describe, expect, it } from 'vitest';
import { validateAnswers } from './answers.ts';
import { answerPrompt, type Prompt, PROMPTS, promptOf } from './interview.ts';

function ticked(prompt: Prompt, ...labels: RegExp[]): Prompt['items'] {
  return prompt.items.filter(({ label }) => labels.some((each) => each.test(label)));
}

describe('prompts', () => {
  it('ask every question once', () => {
    expect(PROMPTS.flatMap(({ questions }) => questions).sort()).toEqual([...QUESTION_IDS].sort());
  });

  it('have words, and items that are valid answers to their questions alone', () => {
    for (const { id, ask, why, questions, items } of PROMPTS) {
      expect(ask, id).toMatch(/\?|\.$/);
      expect(why, id).toMatch(/\.$/);
      for (const { label, answers } of items) {
        expect(label.length, id).toBeGreaterThan(1);
        expect(validateAnswers(answers)).toEqual(answers);
        expect(Object.keys(answers).filter((key) => !questions.includes(key as never))).toEqual([]);
      }
    }
  });

  it('can give every value of every question but a neutral one that is not ticked', () => {
    for (const question of QUESTION_IDS) {
      const given = promptOf(question).items.flatMap(({ answers }) => [answers[question]].flat());
      const { values, neutral } = QUESTIONS[question];
      const missing = values.filter((value) => !given.includes(value) && value !== neutral);
      expect(
        missing.filter((value) => value !== 'someday'),
        question,
      ).toEqual([]);
    }
  });

  it('close all their questions: a pair both, a checklist those that were not ticked', () => {
    expect(
      answerPrompt({}, promptOf('teamSize'), ticked(promptOf('teamSize'), /^One · Some/)),
    ).toEqual({
      teamSize: 'solo',
      backendExperience: 'some',
    });
    const circumstances = promptOf('selfHosting');
    expect(answerPrompt({}, circumstances, ticked(circumstances, /Postgres/, /demand it/))).toEqual(
      {
        selfHosting: 'required',
        vendorIndependence: null,
        compliance: 'none',
        existing: ['postgres'],
        adminUsers: 'none',
        builder: 'hand-written',
      },
    );
  });

  it('take the stronger of two ticked values of one question', () => {
    const prompt = promptOf('compliance');
    const both = ticked(prompt, /on record/, /Regulated/);
    expect(both).toHaveLength(2);
    expect(answerPrompt({}, prompt, both).compliance).toBe('strict');
  });

  it('leave what was answered before, and close a skipped question as not known', () => {
    const prompt = promptOf('dataShape');
    const answers = answerPrompt({ dataThinking: 'api' }, prompt, []);
    expect(answers).toEqual({ dataThinking: 'api', dataShape: null });
  });
});
