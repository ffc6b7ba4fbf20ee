import type { Decision, Hosting } from '@plinth/schema/decision/recommendation';
import { compileCondition, holds } from '../engine/atoms.ts';
import type { State } from '../engine/variables.ts';
import {
  COST_STAGES,
  COSTS_AS_OF,
  OWN_SERVERS,
  OWN_SERVERS_GROW_WITH,
  SERVICE_GROWS_WITH,
} from '../knowledge/cost.ts';
import { FRAMEWORK_EXITS, PLATFORM_EXITS } from '../knowledge/exit.ts';
import type { Option } from '../knowledge/options.ts';
import { METERS, meterText } from '../knowledge/prices.ts';

/** What ties a team to the stack, and how it leaves. */
export function exitOf({ platform, framework }: Option): Decision['exit'] {
  const plans = [
    ...(platform ? [PLATFORM_EXITS[platform]] : []),
    ...(framework ? [FRAMEWORK_EXITS[framework]] : []),
  ];
  return {
    lockedInto: plans.flatMap(({ lockedInto }) => lockedInto),
    wayOut: plans.map(({ wayOut }) => wayOut).join(' '),
  };
}

const STAGES = COST_STAGES.map((stage) => ({
  stage,
  conditions: stage.when.map(compileCondition),
}));

/** What it costs at this stage, and what the bill grows with. Figures carry the day on which they were read. */
export function costOf(
  { platform, framework }: Option,
  hosting: Hosting,
  state: State,
): Decision['cost'] {
  const found = STAGES.find(({ conditions }) =>
    conditions.some((atoms) => holds(atoms, state)),
  )?.stage;
  if (!found) throw new Error('the last cost stage always holds');
  const meters =
    hosting === 'self-hosted'
      ? [...OWN_SERVERS_GROW_WITH]
      : [
          ...(platform ? METERS[platform].map(meterText) : []),
          ...(framework ? SERVICE_GROWS_WITH : []),
        ];
  return {
    stage: found.stage,
    range: hosting === 'self-hosted' ? OWN_SERVERS.range : found.range,
    growsWith: meters,
    source: hosting === 'self-hosted' ? OWN_SERVERS.source : found.source,
    asOf: COSTS_AS_OF,
  };
}
