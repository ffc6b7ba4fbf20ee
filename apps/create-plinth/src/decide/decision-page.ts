import type { Decision, LayerId } from '@plinth/schema/decision/recommendation';
import { type Block, list, type Page, type Section, text } from '../document/page.ts';
import { handoffSections } from './handoff.ts';
import { capital, nameOf, stackName } from './names.ts';
import {
  assumedSection,
  costSection,
  excludedSection,
  exitSection,
  flipsSection,
  layersSection,
  reasonsSection,
  revisitSection,
  watchSection,
} from './sections.ts';
import { LAYER_TITLES, SHAPE_MEANS } from './words.ts';

/** A decision for a person to read: the recommendation, why, and what would change it. */
export function decisionPage(decision: Decision): Page {
  const summary = decisionSummary(decision);
  return {
    ...summary,
    sections: [...summary.sections, ...decisionRest(decision), startSection(decision)],
  };
}

/** What follows on the summary: what it costs, how one leaves, what would change it, how it is set up by hand. */
export function decisionRest(decision: Decision): Section[] {
  return [
    costSection(decision),
    exitSection(decision),
    ...revisitSection(decision),
    ...flipsSection(decision),
    ...assumedSection(decision),
    ...handoffSections(decision),
  ];
}

/** The part of it that a person needs to say yes or no. */
export function decisionSummary(decision: Decision): Page {
  const { recommendation, settled } = decision;
  const { shape, hosting, layers } = recommendation;
  const open = 'Not settled: what is not answered yet can still change it.';
  return {
    title: `Recommended: ${stackName(recommendation)}`,
    blocks: [
      text(`${capital(nameOf(shape))}, ${HOSTING[hosting]}. ${SHAPE_MEANS[shape]}`),
      ...(settled ? [] : [text(open)]),
    ],
    sections: [
      ...reasonsSection(decision.ranking[0]?.reasons ?? []),
      layersSection(layers),
      ...excludedSection(decision),
      ...watchSection(decision),
    ],
  };
}

const HOSTING = { managed: 'run by others', 'self-hosted': 'run on your own servers' } as const;

/**
 * What Plinth can write of it today.
 *
 * @param asked whether the person is asked next, and needs no command
 */
export function startSection(
  { recommendation, scaffold, nearest }: Decision,
  asked = false,
): Section {
  const title = asked ? 'What can be written' : 'How to start';
  const command = (line: string): Block[] => (asked ? [] : [{ kind: 'command', text: line }]);
  if (scaffold) {
    return {
      title,
      blocks: [
        text('Plinth can write this stack.'),
        ...command(scaffold.command),
        ...leftBlocks(scaffold.notWired, recommendation.layers),
      ],
    };
  }
  const missing = text(`Plinth has no template for ${stackName(recommendation)} yet.`);
  if (!nearest) return { title, blocks: [missing] };
  const against = nearest.breaks.map(({ id }) => nameOf(id));
  return {
    title,
    blocks: [
      missing,
      text(
        `The nearest stack that it can write is ${stackName(nearest)} (${nameOf(nearest.shape)}).`,
      ),
      ...command(nearest.scaffold.command),
      ...(against.length === 0
        ? []
        : [
            text(
              `Mind that your answers rule out ${[...new Set(against)].join(' and ')}, see “Ruled out”.`,
            ),
          ]),
      ...leftBlocks(nearest.scaffold.notWired, nearest.layers),
    ],
  };
}

/** What a template does not do of what was recommended. */
export function leftBlocks(
  notWired: readonly string[],
  layers: Decision['recommendation']['layers'],
): Block[] {
  if (notWired.length === 0) return [];
  return [
    text('Recommended, and left to you:'),
    list(
      notWired.map((id) => {
        const layer = layers[id as LayerId];
        return `${LAYER_TITLES[id as LayerId]}: ${layer?.choice ?? ''}`;
      }),
    ),
  ];
}
