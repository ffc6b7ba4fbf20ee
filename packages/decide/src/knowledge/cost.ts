import type { Source } from '@plinth/schema/decision/recommendation';
import type { Condition } from './condition.ts';
import type { Platform } from './options.ts';
import { baas101, FACTS_AS_OF } from './sources.ts';

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

/** The meters that dominate a bill. */
export const GROWS_WITH: Readonly<Record<Platform, readonly string[]>> = {
  supabase: [
    'compute of each project',
    'monthly active users above 100,000',
    'egress above 250 GB',
    'disk above 8 GB',
  ],
  appwrite: ['reads and writes', 'executions of functions', 'bandwidth', 'storage'],
  directus: [
    'the licence, beyond the free tier',
    'seats in the studio',
    'the server that it runs on',
  ],
  firebase: ['documents read and written', 'egress', 'calls of functions', 'hosting traffic'],
  parse: ['requests at the host', 'the database', 'file storage'],
  pocketbase: ['the size of one server', 'its disk and backups'],
  buildship: ['credits used by workflows', 'the plan: no price list was found'],
};

export const SERVICE_GROWS_WITH = [
  'always-on memory of service and worker',
  'the database’s size and compute',
  'egress',
  'the time of those who run it',
] as const;

export const OWN_SERVERS_GROW_WITH = [
  'servers and their backups',
  'the time of those who run them',
] as const;

export const COSTS_AS_OF = FACTS_AS_OF;
