import { decide } from '@plinth/decide/decide';
import { type Explanation, explain } from '@plinth/decide/explain';
import { type Option, optionId } from '@plinth/decide/knowledge/options';
import type { Chosen } from '@plinth/generate/compose/composition';
import { composeSpec } from '@plinth/generate/compose/composition';
import { wiringOf } from '@plinth/generate/compose/wiring';
import type { ProjectDocument } from '@plinth/generate/render';
import { type Answers, QUESTION_IDS } from '@plinth/schema/decision/questions';
import type { Decision, LayerId, Layers } from '@plinth/schema/decision/recommendation';
import type { Wiring } from '@plinth/schema/manifest';
import type { Spec } from '@plinth/schema/spec';
import { list, listSection, type Page, type Section, text } from '../document/page.ts';
import { markdownOf } from '../document/markdown.ts';
import { considerChosen, isSame, unknownStack } from './decision.ts';
import { capital, nameOf, stackName } from './names.ts';
import { answerText, topicOf } from './question-texts.ts';
import * as sections from './sections.ts';
import { LAYER_TITLES, SHAPE_MEANS } from './words.ts';

export const DECISION_RECORD = 'docs/adr/0001-backend.md';

/** How many stacks are named that came after. */
const ALTERNATIVES = 3;

/**
 * The record of the decision that a project was made by: an architecture decision record (M. Nygard, "Documenting
 * Architecture Decisions", 2011), with what to look at again.
 *
 * @throws PlinthError USAGE for a stack that the decision does not know
 */
export function decisionRecord(spec: Spec, chosen: Chosen): ProjectDocument {
  const answers = (spec.answers ?? {}) as Answers;
  const built = considerChosen(chosen, answers);
  if (!built) throw unknownStack();
  const decision = decide(answers);
  const wiring = wiringOf(composeSpec(spec, chosen));
  const page: Page = {
    title: `1. The backend is ${stackName(built)}`,
    blocks: [text('Status: accepted.')],
    sections: [
      contextSection(answers),
      ...sections.assumedSection(decision),
      decisionSection(decision, built),
      layersSection(built.layers, wiring),
      ...sections.reasonsSection(built.reasons, built.reasons.length),
      ...alternativesSection(decision, built, answers),
      ...sections.excludedSection(decision),
      ...sections.watchSection(built),
      sections.exitSection(built),
      sections.costSection(built),
      ...sections.flipsSection(decision),
      ...sections.revisitSection(built, true),
    ],
  };
  return { path: DECISION_RECORD, text: markdownOf(page) };
}

function contextSection(answers: Answers): Section {
  const rows = QUESTION_IDS.flatMap((id) => {
    const answer = answers[id];
    return answer === undefined ? [] : [[topicOf(id), answerText(id, answer)]];
  });
  return {
    title: 'Context',
    blocks:
      rows.length === 0
        ? [text('Nothing was answered; the stack stands on what is usual.')]
        : [text('What was known:'), { kind: 'table', head: ['Question', 'Answer'], rows }],
  };
}

function decisionSection(
  { recommendation, settled }: Decision,
  built: NonNullable<ReturnType<typeof considerChosen>>,
): Section {
  const hosting = built.hosting === 'managed' ? 'run by others' : 'run on our own servers';
  const against = built.breaks.map(({ id, because }) => `${capital(nameOf(id))}: ${because}`);
  return {
    title: 'Decision',
    blocks: [
      text(
        `We build on ${stackName(built)} (${nameOf(built.shape)}, ${hosting}). ${SHAPE_MEANS[built.shape]}`,
      ),
      ...(isSame(built, recommendation)
        ? []
        : [
            text(
              `For these answers Plinth recommended ${stackName(recommendation)} (${nameOf(recommendation.shape)}); ${stackName(built)} was chosen instead.`,
            ),
          ]),
      ...(against.length === 0 ? [] : [text('It goes against what was asked for:'), list(against)]),
      ...(settled
        ? []
        : [text('Open questions could still change the recommendation, see below.')]),
    ],
  };
}

/** What was recommended for each layer, and what the project does as it was written. */
function layersSection(layers: Layers, wiring: readonly Wiring[]): Section {
  const rows = (Object.keys(layers) as LayerId[]).map((id) => {
    const layer = layers[id];
    const wired = wiring.filter((each) => each.layer === id).map((each) => each.with);
    const here = layer?.kind === 'none' && wired.length === 0 ? '–' : wired.join('; ') || 'to do';
    return [LAYER_TITLES[id], layer?.choice ?? '', here, layer?.because ?? ''];
  });
  return {
    title: 'Layer by layer',
    blocks: [{ kind: 'table', head: ['Layer', 'Recommended', 'In this project', 'Why'], rows }],
  };
}

/** What came after, with what tells each most from the recommendation. */
function alternativesSection(
  { ranking }: Decision,
  built: { platform: string | null; framework: string | null },
  answers: Answers,
): Section[] {
  const best = ranking[0]?.score ?? 0;
  const others = ranking.filter((option) => !isSame(option, built)).slice(0, ALTERNATIVES);
  return listSection(
    'Alternatives',
    others.map((option) => {
      const { comparedWith } = explain(optionId(option as Option), answers);
      const behind = best - option.score;
      return [
        `${stackName(option)} (${nameOf(option.shape)}), ${behind === 0 ? 'as good by points' : `${behind} points behind the first`}.`,
        ...strongest('For it', comparedWith, 1),
        ...strongest('Against it', comparedWith, -1),
      ].join(' ');
    }),
  );
}

/** The reason that weighs most on one side. */
function strongest(title: string, reasons: Explanation['comparedWith'], sign: 1 | -1): string[] {
  const [first] = reasons
    .filter(({ weight }) => weight * sign > 0)
    .sort((a, b) => (b.weight - a.weight) * sign);
  return first ? [`${title}: ${first.because}`] : [];
}
