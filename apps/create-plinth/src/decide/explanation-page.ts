import type { Explanation } from '@plinth/decide/explain';
import { listSection, type Page, text } from '../document/page.ts';
import { isSame } from './decision.ts';
import { capital, nameOf, stackName } from './names.ts';
import { answerLine } from './question-texts.ts';
import { flipLines, sourceText } from './sections.ts';

/** How many reasons of each side are told. */
const TOLD = 6;

/** Why a stack is, or is not, the recommendation, for a person to read. */
export function explanationPage(explanation: Explanation): Page {
  const { option, recommended, rank, reasons, comparedWith, excludedBy, flips } = explanation;
  const isRecommended = isSame(option, recommended);
  const verdict = isRecommended
    ? 'this is the recommendation'
    : rank === null
      ? 'ruled out'
      : 'possible, but not the best fit';
  const told = (list: Explanation['reasons'], sign: 1 | -1): string[] =>
    list
      .filter(({ weight }) => weight * sign > 0)
      .slice(0, TOLD)
      .map(
        ({ because, weight, source }) =>
          `${because} (${weight * sign} points; ${sourceText(source)})`,
      );
  return {
    title: `${stackName(option)} (${nameOf(option.shape)}): ${verdict}`,
    blocks: [text(summary(explanation))],
    sections: [
      ...listSection(
        'What rules it out',
        excludedBy.map(
          ({ id, because, source }) => `${capital(nameOf(id))}: ${because} (${sourceText(source)})`,
        ),
      ),
      ...(isRecommended
        ? listSection('What speaks for it', told(reasons, 1))
        : [
            ...listSection(
              `What speaks for ${stackName(recommended)} instead`,
              told(comparedWith, -1),
            ),
            ...listSection('What speaks more for it', told(comparedWith, 1)),
            ...listSection('One answer that would make it the recommendation', flipLines(flips)),
            ...listSection('Open answers that would put it ahead', aheadLines(explanation)),
          ]),
    ],
  };
}

/** Told where no single answer does it. */
function aheadLines({ aheadWith, flips }: Explanation): string[] {
  if (aheadWith === null || flips.length > 0) return [];
  return Object.entries(aheadWith).map(([id, value]) => answerLine(id, value ?? null));
}

function summary({ option, recommended, rank, comparedWith, flips }: Explanation): string {
  if (isSame(option, recommended)) return 'No stack fits your answers better.';
  const without = flips.length === 0 ? ' No other single answer would change that.' : '';
  if (rank === null) {
    return `Your answers rule it out, whatever speaks for it. Recommended is ${stackName(recommended)}.${without}`;
  }
  const behind = comparedWith.reduce((sum, { weight }) => sum - weight, 0);
  return `Place ${rank}, ${behind} points behind ${stackName(recommended)}.${without}`;
}
