import type { Hosting, Shape, Source } from '@plinth/schema/decision/recommendation';
import type { Condition } from './condition.ts';
import type { Framework, Platform } from './options.ts';

/** What a note needs of the answers and of the recommended option; all that is given must hold. */
export interface NoteCase {
  readonly when?: Condition;
  readonly shape?: readonly Shape[];
  readonly platform?: readonly Platform[];
  readonly framework?: readonly Framework[];
  readonly hosting?: Hosting;
  /** At least so many different vendors, other than the team itself, over all layers. */
  readonly vendors?: number;
}

/** A sentence that goes with a recommendation, when any of its cases holds. */
export interface NoteRule<Id extends string = string> {
  readonly id: Id;
  readonly cases: readonly NoteCase[];
  readonly text: string;
  readonly source: Source;
}
