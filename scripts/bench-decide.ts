// npm run bench:decide [-- --write]: decisions per second, and how their cost grows with rules and open questions.
// CPU time of this process, medians of interleaved rounds; --write puts it into docs/decision.md.
import os from 'node:os';
import { decide } from '@plinth/decide/decide';
import { compileTable, type Table } from '@plinth/decide/engine/table';
import { bestOf, excludedOf, scoresOf } from '@plinth/decide/engine/evaluate';
import { flipsOf } from '@plinth/decide/engine/flips';
import { mostDecisive } from '@plinth/decide/engine/next';
import { settle } from '@plinth/decide/engine/settle';
import { openVariables, stateOf } from '@plinth/decide/engine/variables';
import { SCORE_RULES } from '@plinth/decide/knowledge/rules/all';
import { EXCLUSION_RULES } from '@plinth/decide/knowledge/rules/exclusions';
import { recommend } from '@plinth/decide/recommend';
import { randomNumbers, randomPerson } from '@plinth/decide/testing/people';
import { type Answers, QUESTION_IDS } from '@plinth/schema/decision/questions';
import { readArguments } from './arguments.ts';
import { writeDocs } from './decide/write-docs.ts';

const { values } = readArguments('npm run bench:decide -- [--write]', {
  options: { write: { type: 'boolean' } },
});
const ROUNDS = 15;
const PEOPLE = 60;

const random = randomNumbers(2026);
const people = Array.from({ length: PEOPLE }, () => randomPerson(random));
const withOpen = (open: number): readonly Answers[] =>
  people.map((person, index) =>
    Object.fromEntries(
      QUESTION_IDS.filter((_id, place) => (place + index) % QUESTION_IDS.length >= open).map(
        (id) => [id, person[id]],
      ),
    ),
  );

/** The work of a decision that depends on the rules: recommendation, flips, proof, next question. */
function prove(table: Table, answers: Answers): void {
  const state = stateOf(answers);
  const open = openVariables(answers);
  flipsOf(table, state, bestOf(scoresOf(table, state), excludedOf(table, state)));
  if (!settle(table, state, open).settled) mostDecisive(table, state, new Set(open));
}

const tableOf = (times: number): Table =>
  compileTable(Array.from({ length: times }, () => SCORE_RULES).flat(), EXCLUSION_RULES);
const tables = [1, 2, 4].map((times) => ({
  rules: SCORE_RULES.length * times,
  table: tableOf(times),
}));
const OPEN = [0, 6, 12, 18, QUESTION_IDS.length];

const programs: Record<string, () => void> = {};
for (const open of OPEN) {
  const answers = withOpen(open);
  programs[`decide, ${open} of ${QUESTION_IDS.length} questions open`] = () =>
    answers.forEach((each) => decide(each));
}
const half = withOpen(12);
for (const { rules, table } of tables) {
  programs[`flips and proof alone, 12 open, ${rules} rules`] = () =>
    half.forEach((each) => prove(table, each));
}
programs['recommendation and layers alone'] = () => half.forEach((each) => recommend(each));

const runs: Record<string, number[]> = Object.fromEntries(
  Object.keys(programs).map((name) => [name, []]),
);
for (let round = -3; round < ROUNDS; round++) {
  for (const [name, program] of Object.entries(programs)) {
    const before = process.cpuUsage();
    program();
    const { user, system } = process.cpuUsage(before);
    // The first rounds warm the compiler and are not counted.
    if (round >= 0) runs[name]?.push((user + system) / 1000 / PEOPLE);
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const text = [
  '| what | cpu ms | a second |',
  '| --- | ---: | ---: |',
  ...Object.entries(runs).map(([name, times]) => {
    const ms = median(times);
    return `| ${name} | ${ms.toFixed(2)} | ${Math.round(1000 / ms).toLocaleString('en')} |`;
  }),
  '',
  `Medians of ${ROUNDS} rounds in turn over ${PEOPLE} random people; ${SCORE_RULES.length} preferences (doubled and quadrupled by repeating them) and ${EXCLUSION_RULES.length} hard constraints over 79 options; Node ${process.versions.node}, ${os.type()} ${process.arch}.`,
].join('\n');
console.log(text);
if (values.write) await writeDocs('bench', text);
