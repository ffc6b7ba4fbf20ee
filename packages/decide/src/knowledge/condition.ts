import type { ManyQuestion, QuestionId, ValueOf } from '@plinth/schema/decision/questions';

type OneQuestion = Exclude<QuestionId, ManyQuestion>;

/** `clients.web`: whether a value is in the list of a question that takes many. */
export type Flag = { [Q in ManyQuestion]: `${Q}.${ValueOf<Q>}` }[ManyQuestion];

/**
 * When a rule fires: every key must hold. A question holds when its answer is one of the values; a flag when the
 * list has, or has not, the value. What is not known fires nothing; an unanswered question counts as its neutral value.
 */
export type Condition = {
  readonly [Q in OneQuestion]?: ValueOf<Q> | readonly ValueOf<Q>[];
} & { readonly [F in Flag]?: boolean };
