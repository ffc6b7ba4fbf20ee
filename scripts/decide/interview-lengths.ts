import { SCENARIOS } from '@plinth/decide/testing/documented';
import { type Interview, interview } from '@plinth/decide/testing/interviews';
import { ordinaryPerson, randomNumbers, randomPerson } from '@plinth/decide/testing/people';
import { GOOD_ENOUGH, PROMPTS } from '@plinth/decide/interview';

const SEED = 2026;

/** The table of how many prompts a person sees. The people are drawn alike in every run. */
export function interviewLengths(people: number): string {
  const random = randomNumbers(SEED);
  const draw = (one: (random: () => number) => Parameters<typeof interview>[0]): Interview[] =>
    Array.from({ length: people }, () => interview(one(random)));
  const groups: readonly (readonly [string, readonly Interview[]])[] = [
    [`the ${SCENARIOS.length} scenarios`, SCENARIOS.map(({ answers }) => interview(answers))],
    [`${people} ordinary people (rare facts are rare)`, draw(ordinaryPerson)],
    [`${people} random people (every value as likely as any)`, draw(randomPerson)],
  ];
  return [
    `Of ${PROMPTS.length} prompts, a person sees (median / 90th percentile):`,
    '',
    '| who | to good enough | right if they stop there | to settled | to complete |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...groups.map(([who, interviews]) => row(who, interviews)),
    '',
    `Good enough: at most ${Math.round((1 - GOOD_ENOUGH) * 100)} of 100 single answers that are still open would change the recommendation; these are told.`,
  ].join('\n');
}

function row(who: string, interviews: readonly Interview[]): string {
  const right = interviews.filter(({ rightEarly }) => rightEarly).length / interviews.length;
  const cell = (of: (each: Interview) => number): string => {
    const sorted = interviews.map(of).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return `${at(0.5)} / ${at(0.9)}`;
  };
  return `| ${who} | ${cell(({ goodEnough }) => goodEnough)} | ${Math.round(right * 100)} % | ${cell(({ settled }) => settled)} | ${cell(({ complete }) => complete)} |`;
}
