import type { Check } from '../suite/check.ts';
import type { Composition } from './composition.ts';
import type { FreshSystem, ProductionSystem, Settings } from './driver.ts';
import type { Database, ProjectHost, SystemHost } from './host.ts';
import type { Operations } from './operations.ts';

/** What a behaviour needs of a composition, and what its pass ran on. */
export const NEEDS = [
  'auth',
  'database',
  'storage',
  'jobs',
  /** Processes that the team owns. */
  'own processes',
  /** Access rules of a platform on tables and buckets. */
  'access rules',
  /** A public sign-up that answers alike for known and unknown addresses. */
  'silent sign-up',
] as const;
export type Need = (typeof NEEDS)[number];

/** What a pass can have run on: what it needs, and the interface, where it called an operation. */
export type Footing = Need | 'interface';

/** The groups of the contract, in its order. */
export const GROUPS = {
  S: 'Start and stop',
  A: 'Accounts',
  D: 'Data',
  F: 'Files',
  B: 'Background work',
  O: 'Observability',
  X: 'Security of the defaults',
} as const;
export type Group = keyof typeof GROUPS;

/** A running system, with every operation: one that the driver lacks rejects when it is called. */
export interface RunningSystem {
  readonly operations: Operations;
  readonly host: SystemHost;
}

/** What a behaviour works with. Everything that it starts ends with it. */
export interface Context {
  readonly check: Check;
  readonly composition: Composition;
  /** Folder of the project. */
  readonly folder: string;
  readonly project: ProjectHost;
  /** The system that behaviours share; nothing may be broken there. */
  shared(): Promise<RunningSystem>;
  start(settings?: Settings): Promise<RunningSystem>;
  startFresh(): Promise<RunningSystem & Pick<FreshSystem, 'command' | 'seeded'>>;
  startProduction(
    database: Database,
  ): Promise<RunningSystem & Pick<ProductionSystem, 'developmentPackages'>>;
}

export interface Behaviour {
  /** As the contract names it: `S1`. */
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly needs: readonly Need[];
  /** Time that it may take, in seconds; 120 without a number. */
  readonly patience?: number;
  /** It measures how long operations take, so nothing else runs beside it. */
  readonly alone?: boolean;
  run(context: Context): Promise<void>;
}
