import type { LayerChange, Revisited } from '@plinth/decide/revisit';
import { type Block, list, listSection, type Page, type Section, text } from '../document/page.ts';
import { capital, nameOf, stackName } from '../decide/names.ts';
import { answerText, topicOf } from '../decide/question-texts.ts';
import { sourceText } from '../decide/sections.ts';
import { LAYER_TITLES } from '../decide/words.ts';

/** What other answers would change for a project, for a person to read. */
export function revisitPage(project: string, found: Revisited): Page {
  return {
    title: `${project}: ${VERDICTS[found.advice](found)}`,
    blocks: adviceOf(found),
    sections: [
      ...listSection(
        'What has changed',
        found.answers.map(
          ({ question, from, to }) =>
            `${topicOf(question)}: ${answerText(question, from)} → ${answerText(question, to)}`,
        ),
      ),
      ...listSection(
        `What rules out ${stackName(found.present)} now`,
        found.blocked.map(
          ({ id, because, source }) => `${capital(nameOf(id))}: ${because} (${sourceText(source)})`,
        ),
      ),
      ...firstSection(found),
      ...layersSections(found),
      ...listSection(
        'New to watch',
        found.watchFor.map(({ text: line }) => line),
      ),
    ],
  };
}

const VERDICTS: Readonly<Record<Revisited['advice'], (found: Revisited) => string>> = {
  stay: ({ present, layers, first }) =>
    first === null
      ? `nothing to do, ${stackName(present)} still fits`
      : `stay on ${stackName(present)}, and change ${layers.filter(({ inPlace }) => !inPlace).length === 1 ? 'one layer' : 'some layers'}`,
  grow: ({ present }) => `keep ${stackName(present)}, though another would be chosen today`,
  move: ({ present }) => `${stackName(present)} does not fit any more`,
};

function adviceOf({ advice, present, recommended, first, source }: Revisited): Block[] {
  const one = `One layer at a time (${sourceText(source)}).`;
  const better = `${stackName(recommended)} (${nameOf(recommended.shape)})`;
  switch (advice) {
    case 'stay':
      return first === null ? [] : [text(one)];
    case 'grow':
      return [
        text(
          `For these answers ${better} is recommended. Nothing rules out ${stackName(present)}, so there is no reason to rewrite. ${first === null ? 'No layer has to change.' : `Change what the new answers need. ${one}`}`,
        ),
      ];
    case 'move':
      return [
        text(
          `Recommended is ${better} now. Move there step by step. ${one} Rewrite everything at once only if ${stackName(present)} keeps you from delivering.`,
        ),
      ];
  }
}

/** What to do first, and whether it needs another stack. */
function firstSection({ first, recommended }: Revisited): Section[] {
  if (!first) return [];
  const where = first.onPresentStack
    ? 'The stack that you have can do that.'
    : `That comes with ${stackName(recommended)}.`;
  return [
    {
      title: 'Do this first',
      blocks: [text(`${changeText(first)} ${where}`)],
    },
  ];
}

/** `Search: not there yet → PRODUCT.` */
function changeText({ layer, from, to }: LayerChange): string {
  const title = LAYER_TITLES[layer];
  if (!to) return `${title}: ${from?.choice ?? ''} is not needed any more.`;
  return `${title}: ${from?.choice ?? 'not there yet'} → ${to.choice}.`;
}

const changeLines = (changes: readonly LayerChange[]): string[] =>
  changes.map((change) => {
    const { layer, to, inPlace } = change;
    if (inPlace) return `${LAYER_TITLES[layer]}: ${to?.choice ?? ''}. The project has it already.`;
    return [changeText(change), to?.because ?? ''].join(' ').trimEnd();
  });

function layersSections({ layers, unchanged, beyond, recommended }: Revisited): Section[] {
  const stays = unchanged.map((id) => LAYER_TITLES[id]).join(', ');
  return [
    {
      title: 'Layer by layer, in this order',
      blocks: [
        ...(layers.length === 0 ? [] : [list(changeLines(layers))]),
        ...(stays === '' ? [] : [text(`As it is: ${stays}.`)]),
      ],
    },
    ...listSection(
      `What ${stackName(recommended)} would change, should you ever move`,
      changeLines(beyond),
    ),
  ];
}
