import { type Answers, QUESTION_IDS, type ValueOf } from '@plinth/schema/decision/questions';
import {
  BASE_LAYERS,
  decisionSchema,
  LAYER_KINDS,
  type LayerId,
} from '@plinth/schema/decision/recommendation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateAnswers } from './answers.ts';
import { consider } from './consider.ts';
import { decide } from './decide.ts';
import { OPTIONS } from './knowledge/options.ts';
import { LANGUAGE_OF } from './knowledge/rules/exclusions.ts';
import { type Evaluation, evaluate, recommend } from './recommend.ts';
import { order } from './report/explanations.ts';
import { anyAnswers, CASES } from './testing/arbitrary.ts';

/** Tries a law with random answers; it returns whether it holds, since ten thousand `expect` are slow. */
const holds = (law: (answers: Answers) => boolean): void => {
  fc.assert(fc.property(anyAnswers, law), CASES);
};

/** The law under some values, one of them drawn for each case. */
const holdsFor = <T>(values: readonly T[], law: (answers: Answers, value: T) => boolean): void => {
  fc.assert(fc.property(anyAnswers, fc.constantFrom(...values), law), CASES);
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The rank of the best option that fits, among those that are not excluded; Infinity where none is left. */
function bestRank({ scores, excluded }: Evaluation, fits: (index: number) => boolean): number {
  const rank = order(scores)
    .filter((index) => excluded[index] !== 1)
    .findIndex(fits);
  return rank === -1 ? Infinity : rank;
}

const isOn =
  (platform: string) =>
  (index: number): boolean =>
    OPTIONS[index]?.platform === platform;

describe('whatever the answers', () => {
  it('a decision has the shape of its schema, and its parts agree', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const decision = decide(answers);
        expect(decisionSchema.safeParse(decision).error).toBeUndefined();
        const { layers: _layers, hosting: _hosting, ...option } = decision.recommendation;
        expect(decision.ranking[0]).toMatchObject(option);
        expect(recommend(answers)).toEqual(decision.recommendation);
        const scores = decision.ranking.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        const sums = decision.ranking.map(({ reasons }) =>
          reasons.reduce((sum, { weight }) => sum + weight, 0),
        );
        expect(sums).toEqual(scores);
      }),
      { numRuns: 200 },
    );
  });

  it('there is a recommendation, and order and repeats never matter (1)', () => {
    fc.assert(
      fc.property(anyAnswers, fc.nat({ max: 22 }), (answers, turn) => {
        const keys = Object.keys(answers);
        const shuffled = [...keys.slice(turn), ...keys.slice(0, turn)].map((key) => {
          const value: unknown = answers[key as keyof Answers];
          return [key, Array.isArray(value) ? [...value, ...value].reverse() : value] as const;
        });
        const other = Object.fromEntries(shuffled);
        // All of a decision is made from the validated answers.
        return (
          same(validateAnswers(other), validateAnswers(answers)) &&
          same(recommend(other), recommend(answers))
        );
      }),
      CASES,
    );
    expect(recommend({})).toMatchObject({ shape: 'baas-first', hosting: 'managed' });
  });

  it('required self-hosting excludes what cannot be self-hosted, and a wish changes nothing (3)', () => {
    holds((answers) => {
      const required = evaluate({ ...answers, selfHosting: 'required' });
      const managed = recommend({ ...answers, selfHosting: 'no' });
      return (
        recommend({ ...answers, selfHosting: 'required' }).hosting === 'self-hosted' &&
        bestRank(required, isOn('firebase')) === Infinity &&
        bestRank(required, isOn('buildship')) === Infinity &&
        managed.hosting === 'managed' &&
        same(recommend({ ...answers, selfHosting: 'someday' }), managed)
      );
    });
  });

  it('independence never lifts Firebase, and rules it out where it is critical (4)', () => {
    holds((answers) => {
      const under = (vendorIndependence: ValueOf<'vendorIndependence'>): Evaluation =>
        evaluate({ ...answers, vendorIndependence });
      const critical = under('critical');
      return (
        bestRank(under('unconcerned'), isOn('firebase')) <=
          bestRank(under('important'), isOn('firebase')) &&
        bestRank(critical, isOn('firebase')) === Infinity &&
        bestRank(critical, isOn('buildship')) === Infinity
      );
    });
  });

  it('the framework is written in the language that was asked for (5)', () => {
    const languages = ['typescript', 'python', 'ruby', 'jvm', 'rust', 'php'] as const;
    holdsFor(languages, (answers, language) => {
      const { framework } = recommend({ ...answers, language });
      return framework === null || LANGUAGE_OF[framework] === language;
    });
  });

  it('thinking in SQL never speaks for Appwrite over Supabase (6)', () => {
    const pairs = OPTIONS.flatMap(({ shape, platform, framework }, index) => {
      const rival = OPTIONS.findIndex(
        (other) =>
          other.shape === shape && other.framework === framework && other.platform === 'appwrite',
      );
      return platform === 'supabase' ? [[index, rival] as const] : [];
    });
    expect(pairs).toHaveLength(10);
    holds((answers) => {
      const [api, unanswered, sql, visual] = (['api', null, 'sql', 'visual'] as const).map(
        (dataThinking) => {
          const { scores } = evaluate({ ...answers, dataThinking });
          return pairs.map(([index, rival]) => (scores[index] ?? 0) - (scores[rival] ?? 0));
        },
      );
      const never = (less: number[] = [], more: number[] = []): boolean =>
        less.every((lead, index) => lead <= (more[index] ?? 0));
      return never(api, unanswered) && never(unanswered, sql) && never(visual, sql);
    });
  });

  it('money and rules of one’s own never end with a generated API (7)', () => {
    const demands: readonly Answers[] = [
      { payments: 'yes' },
      { domainLogic: 'some' },
      { domainLogic: 'complex' },
    ];
    holdsFor(
      demands,
      (answers, demand) => recommend({ ...answers, ...demand }).layers.api?.kind !== 'generated',
    );
  });

  it('one person with plain data, and a team without experience, get no custom stack (8)', () => {
    const teams: readonly Answers[] = [
      { teamSize: 'solo', domainLogic: 'crud' },
      { backendExperience: 'none' },
    ];
    holdsFor(teams, (answers, team) => recommend({ ...answers, ...team }).shape !== 'custom');
  });

  it('relational data never ends in a document database (9)', () => {
    holds(
      (answers) =>
        recommend({ ...answers, dataShape: 'relational' }).layers.database?.kind === 'relational',
    );
  });

  it('every layer has a kind and a choice, and observability is always there (10)', () => {
    holds((answers) => {
      const { layers } = recommend(answers);
      return (
        BASE_LAYERS.every((id) => layers[id] !== undefined) &&
        Object.entries(layers).every(
          ([id, { kind, choice, vendor, because }]) =>
            (LAYER_KINDS[id as LayerId] as readonly string[]).includes(kind) &&
            (choice === 'none') === (kind === 'none') &&
            [choice, vendor, because].every((text) => text.length > 2),
        )
      );
    });
  });

  it('Directus is kept from where end users own private rows (12)', () => {
    const owned = [
      'consumer-utility',
      'content-community',
      'commerce-marketplace',
      'saas-companion',
    ] as const;
    holdsFor(owned, (answers, appType) => {
      const rank = (more: Answers): number =>
        bestRank(evaluate({ ...answers, ...more }), isOn('directus'));
      return (
        rank({ appType }) === Infinity &&
        rank({ appType: 'saas', adminUsers: 'daily' }) < Infinity &&
        ([null, 'none', 'support'] as const).every(
          (adminUsers) => rank({ appType: 'saas', adminUsers }) === Infinity,
        )
      );
    });
  });

  it('Directus always carries the terms of its licence (12)', () => {
    const options = OPTIONS.filter(({ platform }) => platform === 'directus');
    expect(options).toHaveLength(10);
    holdsFor(options, (answers, option) =>
      Boolean(consider(option, answers)?.watchFor.some(({ id }) => id === 'licence-terms')),
    );
  });

  it('what is not answered is named with what it counts as', () => {
    expect(decide({ clients: ['web'] }).assumed.map(({ question }) => question)).toEqual(
      QUESTION_IDS.filter((id) => id !== 'clients'),
    );
    const { assumed } = decide({ realtime: null });
    expect(assumed).toContainEqual({ question: 'realtime', countsAs: 'none' });
  });
});
