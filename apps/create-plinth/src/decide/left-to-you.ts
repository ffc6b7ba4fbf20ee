import { decide } from '@plinth/decide/decide';
import type { Chosen } from '@plinth/generate/compose/composition';
import { notWired, wiringOf } from '@plinth/generate/compose/wiring';
import type { Rendering } from '@plinth/generate/render';
import type { Answers } from '@plinth/schema/decision/questions';
import type { Decision, LayerId, Layers } from '@plinth/schema/decision/recommendation';
import { considerChosen, type Stack } from './decision.ts';
import { LAYER_TITLES } from './words.ts';

/** What a decision leaves open when its project is written. */
export interface Decided {
  readonly recommended: Stack;
  /** What was taken for answers that were not given. */
  readonly assumed: Decision['assumed'];
  /** Recommended layers that the templates leave to the person. */
  readonly notWired: readonly LayerId[];
}

/** For `--json`: what a person is told before anything is written. */
export function decidedFor({ composition }: Rendering, chosen: Chosen): Decided {
  const { answers = {} } = composition.spec;
  const { recommendation, assumed } = decide(answers);
  const { shape, platform, framework } = recommendation;
  return {
    recommended: { shape, platform, framework },
    assumed,
    notWired: notWired(layersOf(chosen, answers), wiringOf(composition)),
  };
}

/** What was recommended for a stack and its templates leave to the person, one line each; told before anything is written. */
export function leftToYou(rendering: Rendering, chosen: Chosen): string[] {
  const layers = layersOf(chosen, rendering.composition.spec.answers ?? {});
  const left = notWired(layers, wiringOf(rendering.composition));
  if (left.length === 0) return [];
  return [
    'Recommended, and left to you:',
    ...left.map((id: LayerId) => `  ${LAYER_TITLES[id]}: ${layers[id]?.choice ?? ''}`),
  ];
}

const layersOf = (chosen: Chosen, answers: Answers): Layers =>
  considerChosen(chosen, answers)?.layers ?? {};
