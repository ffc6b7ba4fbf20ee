import type { Hosting, Layers } from '@plinth/schema/decision/recommendation';
import type { Option } from './knowledge/options.ts';

/** A recommended stack, as a caller sees it who knows which templates exist. */
export interface Candidate extends Option {
  readonly hosting: Hosting;
  readonly layers: Layers;
}
