import type { Chosen } from '@plinth/generate/compose/composition';
import { notWired, wiringOf } from '@plinth/generate/compose/wiring';
import type { Rendering } from '@plinth/generate/render';
import type { LayerId } from '@plinth/schema/decision/recommendation';
import { considerChosen } from './decision.ts';
import { LAYER_TITLES } from './words.ts';

/** What was recommended for a stack and its templates leave to the person, one line each; told before anything is written. */
export function leftToYou({ composition }: Rendering, chosen: Chosen): string[] {
  const { answers = {} } = composition.spec;
  const layers = considerChosen(chosen, answers)?.layers ?? {};
  const left = notWired(layers, wiringOf(composition));
  if (left.length === 0) return [];
  return [
    'Recommended, and left to you:',
    ...left.map((id: LayerId) => `  ${LAYER_TITLES[id]}: ${layers[id]?.choice ?? ''}`),
  ];
}
