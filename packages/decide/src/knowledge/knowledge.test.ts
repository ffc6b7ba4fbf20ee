import type { Source } from '@plinth/schema/decision/recommendation';
import { describe, expect, it } from 'vitest';
import { combinations } from '../engine/assignments.ts';
import { layerOf, layerRulesFor } from '../engine/layers.ts';
import { REVISIT, TABLE, WATCH } from '../table.ts';
import { COST_STAGES } from './cost.ts';
import { WIRING } from './handoff/wiring.ts';
import { LAYER_RULES } from './layers/all.ts';
import { OPTIONS, partsOf } from './options.ts';
import { REVISIT_WHEN } from './revisit.ts';
import { SCORE_RULES } from './rules/all.ts';
import { EXCLUSION_RULES } from './rules/exclusions.ts';
import { FACTS_AS_OF } from './sources.ts';
import { WATCH_FOR } from './watch-for.ts';

const RULES = [...SCORE_RULES, ...EXCLUSION_RULES, ...WATCH_FOR, ...REVISIT_WHEN, ...COST_STAGES];
const DOCUMENTS = [
  'Best open-source backend in 2026',
  'Choosing the best backend stack for a mobile app in 2026',
  'Backend as a Service 101',
  'What backend frameworks to use in 2026',
];

describe('the knowledge', () => {
  it('gives every rule a source: a section of a document, or a dated fact', () => {
    for (const { source } of RULES as readonly { readonly source: Source }[]) {
      if ('fact' in source) expect(source.asOf).toBe(FACTS_AS_OF);
      else {
        expect(DOCUMENTS).toContain(source.document);
        expect(source.section.length).toBeGreaterThan(3);
      }
    }
  });

  it('has no two rules of one name', () => {
    const layers = Object.values(LAYER_RULES).flat();
    for (const group of [[...SCORE_RULES, ...EXCLUSION_RULES], WATCH_FOR, REVISIT_WHEN, layers]) {
      const ids = group.map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    }
  });

  it('says every reason as a sentence', () => {
    const texts = [
      ...[...SCORE_RULES, ...EXCLUSION_RULES, ...Object.values(LAYER_RULES).flat()].map(
        ({ because }) => because,
      ),
      ...[...WATCH_FOR, ...REVISIT_WHEN].map(({ text }) => text),
      ...Object.values(WIRING).flatMap((kinds) => Object.values(kinds)),
    ];
    expect(texts.filter((text) => !/^(?:[A-Z]|jerrycan ).{15,}[.]$/.test(text))).toEqual([]);
  });

  it('gives points only to parts that come together, and no rule without any', () => {
    for (const { rule, points } of TABLE.scores) {
      expect(
        points.some((value) => value !== 0),
        rule.id,
      ).toBe(true);
      for (const target of Object.keys(rule.points)) {
        const parts = target.split('+');
        const exists = OPTIONS.some((option) =>
          parts.every((part) => (partsOf(option) as readonly string[]).includes(part)),
        );
        expect(exists, `${rule.id}: ${target}`).toBe(true);
      }
    }
  });

  it('wires every kind that a layer can have', () => {
    for (const [layer, rules] of Object.entries(LAYER_RULES)) {
      for (const { kind } of rules) {
        expect(WIRING[layer as keyof typeof WIRING][kind], `${layer} ${kind}`).toBeDefined();
      }
    }
  });

  it('decides a layer by different rules only for different products', () => {
    // Otherwise a change of the rule would count as a change of the layer that nobody can see.
    OPTIONS.forEach((option, index) => {
      for (const hosting of ['managed', 'self-hosted'] as const) {
        for (const { id, rules } of layerRulesFor(index, hosting)) {
          const layers = rules.map(({ rule }) => {
            const { kind, choice, vendor } = layerOf(rule, option, hosting);
            return `${kind} ${choice} ${vendor}`;
          });
          const reachable = rules.findIndex(({ conditions }) =>
            conditions.some((atoms) => atoms.length === 0),
          );
          const seen = reachable === -1 ? layers : layers.slice(0, reachable + 1);
          expect(new Set(seen).size, `${id} of ${partsOf(option).join('+')}`).toBe(seen.length);
        }
      }
    });
  });

  it('joins few questions at a time: no layer or note looks at more combinations than can be tried', () => {
    const sets = [
      ...OPTIONS.flatMap((_option, index) =>
        layerRulesFor(index, 'managed').map(({ rules }) =>
          rules.flatMap(({ conditions }) => conditions.flat()),
        ),
      ),
      ...[...WATCH, ...REVISIT].map(({ cases }) => cases.flatMap(({ atoms }) => atoms)),
    ];
    const sizes = sets.map((atoms) =>
      combinations([...new Set(atoms.map(({ variable }) => variable))]),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20_000);
  });
});
