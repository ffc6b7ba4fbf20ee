import type { Decision, LayerId, Layers, Source } from '@plinth/schema/decision/recommendation';
import { list, listSection, type Section, text } from '../document/page.ts';
import { answerLine, topicOf } from './question-texts.ts';
import { capital, nameOf, stackName } from './names.ts';
import { LAYER_TITLES } from './words.ts';

/** How many reasons are told without being asked for more. */
const STRONGEST = 3;

/** How many of the answers that lead elsewhere are told. */
const CLOSEST_FLIPS = 6;

/** `Backend as a Service 101, “How it works”` */
export function sourceText(source: Source): string {
  return 'document' in source
    ? `${source.document}, “${source.section}”`
    : `${source.fact} (as of ${source.asOf})`;
}

/** The reasons that weigh most in favour, strongest first. */
export function reasonsSection(
  reasons: Decision['ranking'][number]['reasons'],
  count = STRONGEST,
): Section[] {
  const strongest = reasons
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count);
  return listSection(
    'Why',
    strongest.map(({ because, source }) => `${because} (${sourceText(source)})`),
  );
}

export function layersSection(layers: Layers): Section {
  const rows = Object.entries(layers).map(([id, layer]) => [
    LAYER_TITLES[id as LayerId],
    layer.choice,
    layer.runnerUp === undefined ? layer.because : `${layer.because} Else: ${layer.runnerUp}.`,
  ]);
  return {
    title: 'Layer by layer',
    blocks: [{ kind: 'table', head: ['Layer', 'Choice', 'Why'], rows }],
  };
}

/** What is ruled out, one line for each reason. */
export function excludedSection({ excluded }: Decision): Section[] {
  const names = new Map<string, string[]>();
  for (const { id, because } of excluded) {
    names.set(because, [...(names.get(because) ?? []), capital(nameOf(id))]);
  }
  return listSection(
    'Ruled out',
    [...names].map(([because, ids]) => `${ids.join(', ')}: ${because}`),
  );
}

export function watchSection({ watchFor }: Pick<Decision, 'watchFor'>): Section[] {
  return listSection(
    'What to watch',
    watchFor.map(({ text: line }) => line),
  );
}

export function costSection({ cost }: Pick<Decision, 'cost'>): Section {
  return {
    title: 'What it costs',
    blocks: [
      text(
        `Stage “${cost.stage}”: ${cost.range} (${sourceText(cost.source)}; state of ${cost.asOf}).`,
      ),
      ...(cost.growsWith.length === 0 ? [] : [text('It grows with:'), list(cost.growsWith)]),
    ],
  };
}

export function exitSection({ exit }: Pick<Decision, 'exit'>): Section {
  const ties = exit.lockedInto;
  return {
    title: 'The way out',
    blocks: [
      text(ties.length === 0 ? 'Nothing ties you to a vendor.' : `Ties: ${ties.join(', ')}.`),
      text(exit.wayOut),
    ],
  };
}

/** Single answers that lead elsewhere, the first of each question and result: a question of many has many lists. */
export function flipLines(flips: Decision['flips']): string[] {
  const lines = new Map<string, string>();
  for (const { change, to } of flips) {
    for (const [question, value] of Object.entries(change)) {
      const key = `${question} ${to.shape} ${stackName(to)}`;
      if (lines.has(key)) continue;
      lines.set(key, `${answerLine(question, value)} → ${stackName(to)}`);
    }
  }
  return [...lines.values()];
}

export function flipsSection({ flips }: Decision): Section[] {
  const lines = flipLines(flips);
  const more = lines.length - CLOSEST_FLIPS;
  return listSection('What would change this', [
    ...lines.slice(0, CLOSEST_FLIPS),
    ...(more > 0 ? [`and ${more} more (plinth decide --json lists them all)`] : []),
  ]);
}

/** What was not answered: what it was taken for, and what was left out of the decision. */
export function assumedSection({ assumed }: Decision): Section[] {
  const taken = assumed.filter(({ countsAs }) => countsAs !== null);
  const leftOut = assumed.filter(({ countsAs }) => countsAs === null);
  if (assumed.length === 0) return [];
  const lines = taken.map(({ question, countsAs }) => answerLine(question, countsAs));
  const unknown = leftOut.map(({ question }) => topicOf(question)).join(', ');
  return [
    {
      title: 'Not answered, so this was assumed',
      blocks: [
        ...(lines.length === 0 ? [] : [list(lines)]),
        ...(unknown === '' ? [] : [text(`Nothing was assumed about: ${unknown}.`)]),
      ],
    },
  ];
}

/** When to look at the decision again. */
export function revisitSection(
  { revisitWhen }: Pick<Decision, 'revisitWhen'>,
  checklist = false,
): Section[] {
  const items = revisitWhen.map(({ text: line }) => line);
  if (items.length === 0) return [];
  return [
    {
      title: 'Look at this again when',
      blocks: [checklist ? { kind: 'checklist', items } : list(items)],
    },
  ];
}
