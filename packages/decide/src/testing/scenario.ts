import type { Answers } from '@plinth/schema/decision/questions';
import type { Decision, LayerId } from '@plinth/schema/decision/recommendation';

/** A situation that the documents describe, and what a right recommendation contains. */
export interface Scenario {
  readonly id: string;
  readonly source: { readonly document: string; readonly section: string };
  readonly why: string;
  readonly answers: Answers;
  readonly expect: Expectation;
}

/** Lists name the allowed values; `watchFor`, `excluded` and `layerPresent` must all be there. */
export interface Expectation {
  readonly shape?: readonly string[];
  readonly platform?: readonly (string | null)[];
  readonly framework?: readonly (string | null)[];
  readonly platformOrFramework?: readonly string[];
  readonly hasFramework?: boolean;
  readonly hosting?: readonly string[];
  readonly database?: string;
  readonly auth?: readonly string[];
  readonly api?: readonly string[];
  readonly async?: readonly string[];
  readonly observability?: readonly string[];
  readonly watchFor?: readonly string[];
  readonly notWatchFor?: readonly string[];
  readonly excluded?: readonly string[];
  readonly notExcluded?: readonly string[];
  readonly notPlatform?: readonly string[];
  readonly notFirstShape?: string | readonly string[];
  readonly layerPresent?: readonly LayerId[];
  readonly maxVendors?: number;
}

/** What a decision misses of an expectation, one line each; an expectation that is not known here is a miss too. */
export function misses(decision: Decision, expectation: Expectation): string[] {
  return Object.entries(expectation).flatMap(([key, wanted]) => {
    const check = CHECKS[key as keyof Expectation];
    const list = (Array.isArray(wanted) ? wanted : [wanted]) as readonly unknown[];
    const found = check?.(decision, list) ?? 'an expectation that nothing checks';
    return found === true
      ? []
      : [`${key}: wanted ${list.join(' or ')}, found ${JSON.stringify(found)}`];
  });
}

/** True, or what was found instead. */
type Check = (decision: Decision, wanted: readonly unknown[]) => unknown;

const oneOf =
  (of: (decision: Decision) => unknown): Check =>
  (decision, wanted) =>
    wanted.includes(of(decision)) || of(decision);

const allIn =
  (of: (decision: Decision) => readonly string[]): Check =>
  (decision, wanted) =>
    wanted.every((each) => of(decision).includes(each as string)) || of(decision).join(' ');

const noneIn =
  (of: (decision: Decision) => readonly string[]): Check =>
  (decision, wanted) =>
    !wanted.some((each) => of(decision).includes(each as string)) || of(decision).join(' ');

const kindOf = (layer: LayerId): Check =>
  oneOf(({ recommendation }) => recommendation.layers[layer]?.kind);
const watchFor = (decision: Decision): string[] => decision.watchFor.map(({ id }) => id);
const excluded = (decision: Decision): string[] => decision.excluded.map(({ id }) => id);
const partsOf = ({ recommendation: { shape, platform, framework } }: Decision): string[] =>
  [shape, platform, framework].filter((part) => part !== null);

const CHECKS: { readonly [K in keyof Required<Expectation>]: Check } = {
  shape: oneOf(({ recommendation }) => recommendation.shape),
  platform: oneOf(({ recommendation }) => recommendation.platform),
  framework: oneOf(({ recommendation }) => recommendation.framework),
  platformOrFramework: (decision, wanted) =>
    wanted.some((each) => partsOf(decision).includes(each as string)) || partsOf(decision).join(),
  hasFramework: ({ recommendation: { framework } }, [wanted]) =>
    (framework !== null) === wanted || framework,
  hosting: oneOf(({ recommendation }) => recommendation.hosting),
  database: kindOf('database'),
  auth: kindOf('auth'),
  api: kindOf('api'),
  async: kindOf('async'),
  observability: kindOf('observability'),
  watchFor: allIn(watchFor),
  notWatchFor: noneIn(watchFor),
  excluded: allIn(excluded),
  notExcluded: noneIn(excluded),
  notPlatform: noneIn(partsOf),
  notFirstShape: noneIn(partsOf),
  layerPresent: allIn(({ recommendation }) => Object.keys(recommendation.layers)),
  maxVendors: ({ recommendation: { layers } }, [most]) => {
    const vendors = new Set(Object.values(layers).map(({ vendor }) => vendor));
    vendors.delete('self');
    return vendors.size <= (most as number) || [...vendors].join(' ');
  },
};
