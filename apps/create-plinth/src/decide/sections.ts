import { NAMES, optionName } from '@plinth/decide/knowledge/options';
import type { Decision, LayerId, Layers, Source } from '@plinth/schema/decision/recommendation';
import { list, listSection, type Section, text } from '../document/page.ts';
import { answerText, questionText } from './question-texts.ts';
import { LAYER_TITLES } from './words.ts';

/** How many reasons are told without being asked for more. */
const STRONGEST = 3;

/** How many of the changes that lead elsewhere are told. */
const CLOSEST_FLIPS = 6;

/** `Backend as a Service 101, “How it works”` */
export function sourceText(source: Source): string {
  return 'document' in source
    ? `${source.document}, “${source.section}”`
    : `${source.fact} (as of ${source.asOf})`;
}

/** The reasons that weigh most in favour, strongest first. */
export function reasonsSection({ ranking: [first] }: Decision, count = STRONGEST): Section[] {
  const reasons = [...(first?.reasons ?? [])]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, count);
  return listSection(
    'Why',
    reasons.map(({ because, source }) => `${because} (${sourceText(source)})`),
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

export function excludedSection({ excluded }: Decision): Section[] {
  return listSection(
    'Ruled out',
    excluded.map(({ id, because }) => `${nameOf(id)}: ${because}`),
  );
}

export function watchSection({ watchFor }: Decision): Section[] {
  return listSection(
    'What to watch',
    watchFor.map(({ text: line }) => line),
  );
}

export function costSection({ cost }: Decision): Section {
  return {
    title: 'What it costs',
    blocks: [
      text(`${cost.stage}: ${cost.range} (${sourceText(cost.source)}; state of ${cost.asOf}).`),
      ...(cost.growsWith.length === 0 ? [] : [text(`Grows with ${cost.growsWith.join(', ')}.`)]),
    ],
  };
}

export function exitSection({ exit }: Decision): Section {
  const ties = exit.lockedInto;
  return {
    title: 'The way out',
    blocks: [
      text(ties.length === 0 ? 'Nothing ties you to a vendor.' : `Ties: ${ties.join(', ')}.`),
      text(exit.wayOut),
    ],
  };
}

/** Each question with the answers that would lead elsewhere, those that are told apart by their result. */
export function flipsSection({ flips }: Decision): Section[] {
  const lines = new Map<string, string>();
  for (const { change, to } of flips) {
    const [question, value] = Object.entries(change)[0] ?? [];
    if (question === undefined || value === undefined) continue;
    const key = `${question} ${optionName(to)}`;
    // One line for all answers to a question that lead to the same place: a list has many.
    if (lines.has(key)) continue;
    lines.set(key, `${questionText(question)} ${answerText(question, value)} → ${optionName(to)}`);
  }
  const told = [...lines.values()].slice(0, CLOSEST_FLIPS);
  const more = lines.size - told.length;
  return listSection('What would change this', [
    ...told,
    ...(more > 0 ? [`and ${more} more (--json lists them all)`] : []),
  ]);
}

export function assumedSection({ assumed }: Decision): Section[] {
  return listSection(
    'Taken for granted, since it was not answered',
    assumed.map(
      ({ question, countsAs }) =>
        `${questionText(question)} ${countsAs === null ? 'left out' : answerText(question, countsAs)}`,
    ),
  );
}

/** When to look at the decision again. */
export function revisitSection({ revisitWhen }: Decision, checklist = false): Section[] {
  const items = revisitWhen.map(({ text: line }) => line);
  if (items.length === 0) return [];
  return [
    {
      title: 'Look at this again when',
      blocks: [checklist ? { kind: 'checklist', items } : list(items)],
    },
  ];
}

/** A shape, a platform or a framework as people write it. */
export function nameOf(id: string): string {
  return Object.hasOwn(NAMES, id) ? NAMES[id as keyof typeof NAMES] : id;
}
