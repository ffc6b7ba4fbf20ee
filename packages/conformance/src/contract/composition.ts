import type { Layer, Manifest } from '@plinth/schema/manifest';
import type { Variable } from '@plinth/schema/variable';
import type { Behaviour, Need } from './behaviour.ts';

/** What a project is put together from, as far as the contract asks. */
export interface Composition {
  readonly kind: 'service alone' | 'platform alone' | 'hybrid';
  /** What the composition lacks beyond its kind; a platform's manifest tells. */
  readonly lacks: readonly Need[];
  /** The variables that the project reads. */
  readonly variables: readonly Variable[];
}

/** What each kind of composition lacks, and why: the table of the contract. */
const LACKS: Readonly<
  Record<Composition['kind'], readonly { readonly need: Need; readonly because: string }[]>
> = {
  'service alone': [
    { need: 'access rules', because: 'a service alone has no tables or buckets with access rules' },
  ],
  'platform alone': [
    { need: 'own processes', because: 'on a platform alone the team owns no processes' },
  ],
  hybrid: [],
};

/** The kind of a composition from its two templates. */
export function kindOf(templates: {
  readonly platform: Pick<Manifest, 'id'> | null;
  readonly service: Pick<Manifest, 'id'> | null;
}): Composition['kind'] {
  if (templates.platform === null) return 'service alone';
  return templates.service === null ? 'platform alone' : 'hybrid';
}

/** What the contract asks of a composition, from its templates and the bases and layers that apply. */
export function compositionOf(
  templates: {
    readonly platform: Pick<Manifest, 'id' | 'lacks'> | null;
    readonly service: Pick<Manifest, 'id'> | null;
  },
  steps: readonly {
    readonly template: { readonly manifest: Pick<Manifest, 'env'> };
    readonly layer: Pick<Layer, 'env'> | null;
  }[],
): Composition {
  return {
    kind: kindOf(templates),
    lacks: templates.platform?.lacks ?? [],
    variables: steps.flatMap(({ template, layer }) => layer?.env ?? template.manifest.env),
  };
}

/** Why a behaviour does not apply to a composition; undefined where it does. */
export function whyNot(
  behaviour: Pick<Behaviour, 'needs'>,
  composition: Pick<Composition, 'kind' | 'lacks'>,
): string | undefined {
  const byKind = LACKS[composition.kind].find(({ need }) => behaviour.needs.includes(need));
  if (byKind) return byKind.because;
  const lacked = composition.lacks.find((need) => behaviour.needs.includes(need));
  return lacked && `the platform has no ${lacked}`;
}
