import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_IDS, type LayerId, type Layers } from '@plinth/schema/decision/recommendation';
import { consider } from './consider.ts';
import { decide } from './decide.ts';
import { OPTIONS } from './knowledge/options.ts';
import { type LayerChange, revisit } from './revisit.ts';
import { anyAnswers } from './testing/arbitrary.ts';

const SMALL = { teamSize: 'small', domainLogic: 'crud', clients: ['web'] };

describe('looking at a decision again', () => {
  it('with the same answers finds nothing to change, whatever the stack', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPTIONS), anyAnswers, (stack, answers) => {
        expect(revisit(stack, answers, answers)).toMatchObject({
          recommended: stack,
          answers: [],
          layers: [],
          blocked: [],
          watchFor: [],
          first: null,
          advice: 'stay',
        });
      }),
      { numRuns: 300 },
    );
  });

  it('reaches the recommended layers, one change for each that differs, on the present stack before another', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPTIONS), anyAnswers, anyAnswers, (stack, before, after) => {
        const found = revisit(stack, before, after);
        const layers = { ...consider(stack, before)?.layers };
        const change = (changes: readonly LayerChange[] = []): void => {
          for (const { layer, from, to } of changes) {
            expect(from?.choice).toBe(layers[layer]?.choice);
            if (to) layers[layer] = to;
            else delete layers[layer];
          }
        };
        const choices = (of: Partial<Layers> = {}) =>
          LAYER_IDS.map((id) => [id, of[id]?.choice ?? null]);
        change(found?.layers);
        if (found?.advice !== 'move') {
          expect(choices(layers)).toEqual(choices(consider(stack, after)?.layers));
          expect(found?.layers.every(({ onPresentStack }) => onPresentStack)).toBe(true);
        }
        expect(
          [...(found?.unchanged ?? []), ...(found?.layers ?? []).map(({ layer }) => layer)].length,
        ).toBeGreaterThanOrEqual(Object.keys(layers).length);
        if (found?.advice !== 'grow') expect(found?.beyond).toEqual([]);
        if (found?.advice === 'move') {
          expect(consider(found.recommended, after)?.breaks).toEqual([]);
          expect(found.recommended).not.toMatchObject(stack);
        }
        change(found?.beyond);
        const wanted = found && consider(found.recommended, after)?.layers;
        expect(choices(layers)).toEqual(choices(wanted ?? {}));
        expect(found?.first === null).toBe(found?.layers.length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it('adds a layer first, and leaves accounts and data for last', () => {
    const { recommendation } = decide(SMALL);
    const found = revisit(recommendation, SMALL, { ...SMALL, media: 'uploads', search: 'yes' });
    expect(found?.advice).toBe('stay');
    expect(found?.first?.layer).toBe('search');
    expect(found?.layers.map(({ layer }) => layer)).toContain('storage');
  });

  it('tells a stack that is ruled out now from one that is only not the best any more', () => {
    const { recommendation } = decide(SMALL);
    const better = revisit(recommendation, SMALL, { ...SMALL, domainLogic: 'some' });
    expect(better).toMatchObject({ advice: 'grow', blocked: [], recommended: { shape: 'hybrid' } });
    const firebase = { platform: 'firebase', framework: null };
    const ruledOut = revisit(firebase, SMALL, { ...SMALL, selfHosting: 'required' });
    expect(ruledOut?.advice).toBe('move');
    expect(ruledOut?.blocked.map(({ id }) => id)).toContain('firebase');
  });

  it('does not call for what the project was written with', () => {
    const { recommendation } = decide(SMALL);
    const after = { ...SMALL, asyncWork: ['notifications'], search: 'yes' };
    const isWired = (layer: LayerId): boolean => layer === 'search';
    const found = revisit(recommendation, SMALL, after, { isWired });
    expect(found?.layers.find(({ layer }) => layer === 'search')?.inPlace).toBe(true);
    expect(found?.first?.layer).toBe('notifications');
  });

  it('knows no stack outside the vocabulary', () => {
    expect(revisit({ platform: null, framework: 'mine' }, {}, {})).toBe(null);
  });
});
