import { type Answers, QUESTION_IDS, type QuestionId } from '@plinth/schema/decision/questions';
import {
  type Decision,
  type Layer,
  LAYER_IDS,
  type LayerId,
  type Layers,
  type Source,
} from '@plinth/schema/decision/recommendation';
import { validateAnswers } from './answers.ts';
import { consider } from './consider.ts';
import { decide } from './decide.ts';
import { mobileStack } from './knowledge/sources.ts';

/**
 * The order in which layers are changed: first what is added beside the rest, then what moves work, then what moves
 * people's data and accounts, which is hard to take back.
 */
const ORDER: readonly LayerId[] = [
  'observability',
  'caching',
  'search',
  'notifications',
  'delivery',
  'realtime',
  'async',
  'payments',
  'admin',
  'api',
  'storage',
  'sync',
  'hosting',
  'auth',
  'database',
];

const ONE_LAYER_AT_A_TIME: Source = mobileStack('When to revisit');

type Stack = Pick<Decision['recommendation'], 'shape' | 'platform' | 'framework'>;

/** A layer that is to be done in another way. */
export interface LayerChange {
  readonly layer: LayerId;
  /** Null where there was none. */
  readonly from: Pick<Layer, 'kind' | 'choice'> | null;
  /** Null where it is not called for any more. */
  readonly to: Layer | null;
  /** Whether it can be changed on the present stack. */
  readonly onPresentStack: boolean;
  /** Whether the project works like that already: a template wires more than a decision calls for. */
  readonly inPlace: boolean;
}

/** What the caller knows of the project and the decision does not. */
export interface Surroundings {
  /** Whether a layer of that kind works in the project as it was written. Without it, none is taken to. */
  readonly isWired?: (layer: LayerId, kind: Layer['kind']) => boolean;
}

/** What other answers would change for a project that is there. Changes are in the order of making them. */
export interface Revisited {
  readonly present: Stack;
  readonly recommended: Stack;
  readonly answers: readonly {
    readonly question: QuestionId;
    readonly from: NonNullable<Answers[QuestionId]> | null;
    readonly to: NonNullable<Answers[QuestionId]> | null;
  }[];
  /** `stay`: nothing or layers change. `grow`: a better stack exists, and is no reason to rewrite. `move`: the present one is ruled out. */
  readonly advice: 'stay' | 'grow' | 'move';
  /** The hard constraints that the present stack goes against now. */
  readonly blocked: Decision['excluded'];
  /** What the new answers need, on the present stack; where it is ruled out, on the recommended one. */
  readonly layers: readonly LayerChange[];
  /** Layers that stay as they are. */
  readonly unchanged: readonly LayerId[];
  /** What a better stack would change on top; empty unless the advice is to grow. */
  readonly beyond: readonly LayerChange[];
  /** What to change first, alone; null where no layer has to. */
  readonly first: LayerChange | null;
  /** What was not to be watched before. */
  readonly watchFor: Decision['watchFor'];
  readonly source: Source;
}

/**
 * Compares a project's stack under the answers that it was made with to what other answers recommend.
 *
 * @returns null for a stack that is not in the vocabulary
 * @throws PlinthError ANSWERS_INVALID
 */
export function revisit(
  stack: Pick<Stack, 'platform' | 'framework'>,
  before: unknown,
  after: unknown,
  { isWired = () => false }: Surroundings = {},
): Revisited | null {
  const [old, changed] = [validateAnswers(before), validateAnswers(after)];
  const present = consider(stack, old);
  const now = consider(stack, changed);
  if (!present || !now) return null;
  const wasBlocked = new Set(present.breaks.map(({ rule }) => rule));
  const blocked = now.breaks.filter(({ rule }) => !wasBlocked.has(rule));
  const { recommendation } = decide(changed);
  // A stack that was chosen against the recommendation is not held against it again: only what changed counts.
  const isHeld = blocked.length === 0 && sameStack(decide(old).recommendation, recommendation);
  const better = isHeld ? now : recommendation;
  const advice = blocked.length > 0 ? 'move' : sameStack(present, better) ? 'stay' : 'grow';
  const target = advice === 'move' ? better : now;
  const layers = changesOf(present.layers, target.layers, now.layers, isWired);
  const toDo = layers.filter(({ inPlace }) => !inPlace);
  const known = new Set(present.watchFor.map(({ id }) => id));
  return {
    present: stackOf(present),
    recommended: stackOf(better),
    answers: QUESTION_IDS.flatMap((question) => {
      const [from, to] = [old[question] ?? null, changed[question] ?? null];
      return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ question, from, to }];
    }),
    advice,
    blocked,
    layers,
    unchanged: LAYER_IDS.filter(
      (id) => target.layers[id] && !layers.some(({ layer }) => layer === id),
    ),
    beyond: changesOf(target.layers, better.layers, now.layers, isWired),
    first: toDo.find(({ onPresentStack }) => onPresentStack) ?? toDo[0] ?? null,
    watchFor: now.watchFor.filter(({ id }) => !known.has(id)),
    source: ONE_LAYER_AT_A_TIME,
  };
}

const stackOf = ({ shape, platform, framework }: Stack): Stack => ({ shape, platform, framework });

const sameStack = (a: Stack, b: Stack): boolean =>
  a.platform === b.platform && a.framework === b.framework;

function changesOf(
  from: Layers,
  to: Layers,
  onPresent: Layers,
  isWired: NonNullable<Surroundings['isWired']>,
): LayerChange[] {
  return ORDER.flatMap((layer): LayerChange[] => {
    const [before, after] = [from[layer] ?? null, to[layer] ?? null];
    if (isSame(before, after)) return [];
    const onPresentStack = isSame(after, onPresent[layer] ?? null);
    return [
      {
        layer,
        from: before && { kind: before.kind, choice: before.choice },
        to: after,
        onPresentStack,
        inPlace: onPresentStack && after !== null && isWired(layer, after.kind),
      },
    ];
  });
}

const isSame = (a: Layer | null, b: Layer | null): boolean =>
  a?.kind === b?.kind && a?.choice === b?.choice;
