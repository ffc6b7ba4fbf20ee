import { type Answers, QUESTION_IDS } from '@plinth/schema/decision/questions';
import { BASE_LAYERS, LAYER_KINDS } from '@plinth/schema/decision/recommendation';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { holds } from './engine/atoms.ts';
import { excludedOf, scoresOf, winnerOf } from './engine/evaluate.ts';
import { decidingRule, layerRulesFor, layersOf, vendorCount } from './engine/layers.ts';
import { notesOf } from './engine/notes.ts';
import { type State, stateOf, VARIABLES } from './engine/variables.ts';
import { FRAMEWORKS, optionId, OPTIONS, PLATFORMS } from './knowledge/options.ts';
import { WATCH_FOR } from './knowledge/watch-for.ts';
import { optionAt } from './recommend.ts';
import { reach } from './testing/reach.ts';
import { LAYER_RULES } from './knowledge/layers/all.ts';
import { TABLE, WATCH } from './table.ts';

/** Sparse states from a linear congruential generator, so that every run searches alike. */
function starts(count: number): State[] {
  let seed = 11;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
  return Array.from({ length: count }, () =>
    Uint8Array.from(VARIABLES, ({ domain, neutral }) =>
      random() < 0.6 ? neutral : Math.floor(random() * domain.length),
    ),
  );
}

/** The package has no types of Node or a browser; a console is in both. */
const print = (text: string): void =>
  (globalThis as unknown as { console: { log(line: string): void } }).console.log(text);

const STARTS = starts(30);

/** How far an option is ahead of all others. */
function lead(option: number, state: State): number {
  const scores = scoresOf(TABLE, state);
  const excluded = excludedOf(TABLE, state);
  let best = -Infinity;
  scores.forEach((score, index) => {
    if (index !== option && excluded[index] === 0) best = Math.max(best, score);
  });
  return (scores[option] ?? 0) - best - (excluded[option] === 1 ? 1_000 : 0);
}

const hostingIn = (state: State): 'managed' | 'self-hosted' => {
  const variable = VARIABLES.findIndex(({ name }) => name === 'selfHosting');
  const answer = VARIABLES[variable]?.domain[state[variable] ?? 0];
  return answer === 'required' ? 'self-hosted' : 'managed';
};

const watched = (state: State): readonly string[] => {
  const winner = winnerOf(TABLE, state);
  const hosting = hostingIn(state);
  const vendors = vendorCount(layersOf(winner, hosting, state));
  return notesOf(WATCH, optionAt(winner), hosting, vendors, state).map(({ id }) => id);
};

/** States in which every option wins, found below: rules that hang on an option are looked for around them. */
const witnesses = new Map<number, Answers>();

describe('by search', () => {
  it('every option is recommended for some answers', () => {
    OPTIONS.forEach((option, index) => {
      const answers = reach(
        (state) => lead(index, state),
        (state) => winnerOf(TABLE, state) === index,
        STARTS,
      );
      expect(answers, optionId(option)).toBeDefined();
      if (answers) witnesses.set(index, answers);
    });
    expect(witnesses.size).toBe(79);
  });

  it('every platform and framework has a smallest witness, and is elsewhere outranked', () => {
    const lines = [...PLATFORMS, ...FRAMEWORKS].map((part) => {
      const having = [...witnesses].filter(([index]) => {
        const { platform, framework } = optionAt(index);
        return platform === part || framework === part;
      });
      const sizes = having.map(([, answers]) => Object.keys(answers).length);
      const [index, answers] = having[sizes.indexOf(Math.min(...sizes))] ?? [0, {}];
      expect(optionId(decide(answers).recommendation as never)).toBe(optionId(optionAt(index)));
      expect(witnesses.size - having.length).toBeGreaterThan(0);
      return `${part.padEnd(12)} ${optionId(optionAt(index)).padEnd(20)} ${JSON.stringify(answers)}`;
    });
    print(['The smallest answers for each platform and framework:', ...lines].join('\n'));
  });

  it('every rule fires, and every exclusion', () => {
    for (const { rule, atoms } of [...TABLE.scores, ...TABLE.exclusions]) {
      const answers = reach(
        (state) => atoms.filter((atom) => holds([atom], state)).length,
        (state) => holds(atoms, state),
      );
      expect(answers, rule.id).toBeDefined();
      const decision = decide(answers);
      const told = new Set([
        ...decision.ranking.flatMap(({ reasons }) => reasons.map((reason) => reason.rule)),
        ...decision.excluded.map((exclusion) => exclusion.rule),
      ]);
      expect(told, rule.id).toContain(rule.id);
    }
  });

  it('every watch-for is there for some answers and not for others; none without any', () => {
    expect(decide({}).watchFor).toEqual([]);
    for (const { id, cases } of WATCH_FOR) {
      const from = OPTIONS.flatMap((_option, index) => witnessState(index));
      const conditions = WATCH.find(({ rule }) => rule.id === id)?.cases ?? [];
      const answers = reach(
        (state) =>
          Math.max(
            ...conditions.map(({ atoms }) => atoms.filter((atom) => holds([atom], state)).length),
          ),
        (state) => watched(state).includes(id),
        [...from, ...STARTS],
      );
      expect(answers, `${id} of ${cases.length} cases`).toBeDefined();
      expect(decide(answers).watchFor.map((note) => note.id)).toContain(id);
    }
  });

  it('every layer rule decides for some option and answers, and every kind of a layer is reached', () => {
    const decided = new Set<string>();
    const kinds = new Set<string>();
    const states = [
      ...STARTS,
      ...starts(400),
      ...OPTIONS.flatMap((_o, index) => witnessState(index)),
    ];
    for (const state of states) {
      for (const hosting of ['managed', 'self-hosted'] as const) {
        OPTIONS.forEach((_option, index) => {
          for (const { id, rules } of layerRulesFor(index, hosting)) {
            const rule = decidingRule(rules, state);
            if (!rule) continue;
            decided.add(rule.id);
            kinds.add(`${id} ${rule.kind}`);
          }
        });
      }
    }
    const all = Object.values(LAYER_RULES).flatMap((rules) => rules.map(({ id }) => id));
    expect(all.filter((id) => !decided.has(id))).toEqual([]);
    const wanted = BASE_LAYERS.flatMap((id) => LAYER_KINDS[id].map((kind) => `${id} ${kind}`));
    expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});

function witnessState(index: number): State[] {
  const answers = witnesses.get(index);
  return answers ? [stateOf(answers)] : [];
}

describe('the questions', () => {
  it('each change something: an option, a layer or a watch-for', () => {
    const used = new Set(
      [...TABLE.scores, ...TABLE.exclusions].flatMap(({ atoms }) =>
        atoms.map(({ variable }) => VARIABLES[variable]?.question),
      ),
    );
    expect(QUESTION_IDS.filter((id) => !used.has(id))).toEqual([]);
  });
});
