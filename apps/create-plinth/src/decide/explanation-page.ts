import { listSection, type Page, text } from '../document/page.ts';
import type { Explanation } from './explain.ts';
import { nameOf, stackName } from './names.ts';
import { flipLines, sourceText } from './sections.ts';

/** How many reasons of each side are told. */
const TOLD = 6;

/** An explanation for a person to read. */
export function explanationPage(explanation: Explanation, asked: string): Page {
  const { verdict, stack, recommended, flips, against, ahead, excludedBy } = explanation;
  const name = stack ? `${stackName(stack)} (${nameOf(stack.shape)})` : asked;
  const reasons = (list: Explanation['ahead']): string[] =>
    list
      .slice(0, TOLD)
      .map(({ because, weight, source }) => `${because} (${weight} points; ${sourceText(source)})`);
  return {
    title: `${name}: ${VERDICT[verdict]}`,
    blocks: [text(summary(explanation))],
    sections: [
      ...listSection(
        'What rules it out',
        excludedBy.map(
          ({ id, because, source }) => `${nameOf(id)}: ${because} (${sourceText(source)})`,
        ),
      ),
      ...listSection(`What speaks for ${stackName(recommended)} instead`, reasons(against)),
      ...listSection('What speaks for it', reasons(ahead)),
      ...(verdict === 'recommended'
        ? []
        : listSection('One answer that would change that', flipLines(flips))),
    ],
  };
}

const VERDICT = {
  recommended: 'this is the recommendation',
  outranked: 'possible, but not the best fit',
  excluded: 'ruled out',
} as const;

function summary({ verdict, recommended, place, of, behind, flips }: Explanation): string {
  if (verdict === 'recommended') {
    return `It is the first of ${of} stacks that your answers leave. \`plinth decide\` gives its reasons.`;
  }
  const without =
    flips.length === 0 ? ' No single other answer would make it the recommendation.' : '';
  if (verdict === 'excluded') {
    return `Your answers rule it out, whatever speaks for it. Recommended is ${stackName(recommended)}.${without}`;
  }
  return `Place ${place} of ${of}, ${behind} points behind ${stackName(recommended)}.${without}`;
}
