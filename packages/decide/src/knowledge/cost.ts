import type { Source } from '@plinth/schema/decision/recommendation';
import type { Condition } from './condition.ts';
import { baas101, FACTS_AS_OF, openSource } from './sources.ts';

/** What running a stack costs by the stage of the product. The first that holds is taken; the last always does. */
export interface CostStage {
  readonly stage: 'free' | 'growth' | 'scale';
  readonly when: readonly Condition[];
  /** Platform and hosting, a month. */
  readonly range: string;
  readonly source: Source;
}

export const COST_STAGES: readonly CostStage[] = [
  {
    stage: 'scale',
    when: [{ stage: 'established' }, { traffic: 'massive' }],
    range: '$100 to $500 and more a month',
    source: baas101('Pricing: What to Actually Expect, Scale ($100-$500+/month)'),
  },
  {
    stage: 'growth',
    when: [
      { stage: 'growth' },
      { traffic: ['bursty', 'read-heavy', 'write-complex'] },
      { media: 'heavy' },
      { realtime: 'core' },
    ],
    range: '$25 to $100 a month',
    source: baas101('Pricing: What to Actually Expect, Growth Stage ($25-$100/month)'),
  },
  {
    stage: 'free',
    when: [{}],
    range: 'free tiers, up to $25 a month',
    source: baas101('Pricing: What to Actually Expect, Free Tiers'),
  },
];

export const SERVICE_GROWS_WITH = [
  'always-on memory of service and worker',
  'the database’s size and compute',
  'traffic that leaves the service',
  'the time of those who run it',
] as const;

export const OWN_SERVERS_GROW_WITH = [
  'servers and their backups',
  'the time of those who run them',
] as const;

/** Where the team hosts it, no platform sends a bill. */
export const OWN_SERVERS = {
  range: 'no platform’s bill: servers, backups and the time of those who run them',
  source: openSource('3. How much you care about self-hosting for real'),
} as const;

export const COSTS_AS_OF = FACTS_AS_OF;
