import { handoff } from '@plinth/decide/handoff';
import type { Option } from '@plinth/decide/knowledge/options';
import { FACTS_AS_OF } from '@plinth/decide/knowledge/sources';
import type { Decision } from '@plinth/schema/decision/recommendation';
import { list, listSection, type Section, text } from '../document/page.ts';
import { LAYER_TITLES } from './words.ts';

/** What a person sets up by hand, where no template writes the recommended stack. */
export function handoffSections({ scaffold, recommendation }: Decision): Section[] {
  if (scaffold) return [];
  const { layers } = recommendation;
  const { install, before, wire } = handoff({ ...(recommendation as Option), layers });
  return [
    {
      title: 'By hand: install',
      blocks: [
        text(
          `Commands as their makers give them, state of ${FACTS_AS_OF}; Plinth has not run them.`,
        ),
        list(install),
      ],
    },
    ...listSection('By hand: before the first feature', before),
    ...listSection(
      'By hand: wire it, layer by layer',
      wire
        .filter(({ choice }) => choice !== 'none')
        .map(({ layer, choice, how }) => `${LAYER_TITLES[layer]}, ${choice}: ${how}`),
    ),
  ];
}
