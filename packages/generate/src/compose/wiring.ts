import type { LayerId, Layers } from '@plinth/schema/decision/recommendation';
import type { Wiring } from '@plinth/schema/manifest';
import type { Composition } from './composition.ts';
import { holds } from './condition.ts';

/** The backend layers that work in a project as it is written, in the order of its templates. */
export function wiringOf({ templates, facts }: Composition): Wiring[] {
  return templates.flatMap(({ manifest }) =>
    manifest.wires.filter(({ when }) => holds(when, facts)),
  );
}

/** The recommended layers that are left to the person: nothing wires them, or something else than recommended does. */
export function notWired(recommended: Layers, wiring: readonly Wiring[]): LayerId[] {
  return (Object.keys(recommended) as LayerId[]).filter((layer) => {
    const kind = recommended[layer]?.kind;
    return kind !== 'none' && !wiring.some((wired) => wired.layer === layer && wired.as === kind);
  });
}
