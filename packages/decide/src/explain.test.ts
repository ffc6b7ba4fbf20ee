import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { explain, optionOf } from './explain.ts';
import { optionId, OPTIONS } from './knowledge/options.ts';
import { evaluate } from './recommend.ts';
import { anyAnswers } from './testing/arbitrary.ts';

const ANSWERS = { appType: 'saas', clients: ['web'], dataThinking: 'sql', domainLogic: 'crud' };

describe('explain', () => {
  it('says why an option is not the one: rank, reasons, and the difference rule by rule', () => {
    const { recommended, rank, score, reasons, comparedWith, excludedBy } = explain(
      'appwrite',
      ANSWERS,
    );
    const decision = decide(ANSWERS);
    expect(optionId(recommended)).toBe('supabase');
    expect(decision.ranking[(rank ?? 0) - 1]).toMatchObject({
      platform: 'appwrite',
      score,
      reasons,
    });
    expect(excludedBy).toEqual([]);
    expect(comparedWith[0]).toMatchObject({ rule: 'thinks-in-sql', weight: -12 });
    const sum = comparedWith.reduce((total, { weight }) => total + weight, 0);
    expect(sum).toBe(score - (decision.ranking[0]?.score ?? 0));
  });

  it('names the rules that exclude an option', () => {
    const { rank, excludedBy } = explain('firebase', { ...ANSWERS, dataShape: 'relational' });
    expect(rank).toBeNull();
    expect(excludedBy.map(({ rule }) => rule)).toEqual(['document-database']);
  });

  it('gives open answers that put an option ahead, where there are any', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...OPTIONS), (answers, option) => {
        const { aheadWith, recommended } = explain(optionId(option), answers);
        if (!aheadWith) return true;
        const { scores, excluded } = evaluate({ ...answers, ...aheadWith });
        const index = (of: string): number => OPTIONS.findIndex((each) => optionId(each) === of);
        const own = index(optionId(option));
        return (
          excluded[own] === 0 && (scores[own] ?? 0) >= (scores[index(optionId(recommended))] ?? 0)
        );
      }),
      { numRuns: 300 },
    );
  });

  it('knows options by id, however they are joined, and offers the nearest for another', () => {
    expect(optionOf(' Supabase / Fastify ')).toEqual({
      shape: 'hybrid',
      platform: 'supabase',
      framework: 'fastify',
    });
    expect(() => optionOf('supabse')).toThrow('There is no option "supabse".');
  });
});
