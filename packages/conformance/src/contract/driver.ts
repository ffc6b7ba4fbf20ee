import type { Database, ProjectHost, SystemHost } from './host.ts';
import type { Credentials, Operations } from './operations.ts';
import type { Kit } from '../kit/kit.ts';
import type { Footing } from './behaviour.ts';

/** `real`: the real server. `stand-in`: a local development part in its place, behind the SDK of the real one. */
export type Ground = 'real' | 'stand-in';

/** What a behaviour wants of a system that is started for it. Without a wish the project's defaults hold. */
export interface Settings {
  /** The database to run on; otherwise a new one, migrated. */
  readonly database?: Database;
  readonly sessionIdleSeconds?: number;
  /** How long after its use a refresh token may be used again. */
  readonly refreshReuseSeconds?: number;
  readonly signedLinkSeconds?: number;
  /** Address under which the world knows the system. */
  readonly publicUrl?: string;
  /** How many workers run; without a wish 1, or none for a behaviour that needs no jobs. */
  readonly workers?: number;
  /** Spans and metrics are collected. */
  readonly telemetry?: boolean;
  /** Errors are reported to a tracker. */
  readonly errorTracker?: boolean;
  /** Time between two runs of a failing job; it still grows. */
  readonly shortRetries?: boolean;
  /** What a process has to end in, counted from SIGTERM. */
  readonly graceSeconds?: number;
  /** The keys of a provider of social sign-in; without them every one is off. */
  readonly social?: {
    readonly provider: 'github';
    readonly clientId: string;
    readonly clientSecret: string;
  };
}

/** A system that runs. Disposing ends its processes and gives back what it took. */
export interface System extends AsyncDisposable {
  readonly operations: Partial<Operations>;
  readonly host: Partial<SystemHost>;
}

/** A system that was started as the README says. */
export interface FreshSystem extends System {
  /** The one command, as the README writes it. */
  readonly command: string;
  /** An account that the seed made. */
  readonly seeded: Credentials;
}

/** A system of the production build. */
export interface ProductionSystem extends System {
  /** Packages that only development needs and that were there nevertheless. */
  readonly developmentPackages: readonly string[];
}

/** What a template brings to run the suite: its operations and its host face. */
export interface Driver {
  /** What each capability runs on, and the interface that operations go through. */
  ground(footing: Footing): Ground;
  readonly project: Partial<ProjectHost>;
  /** Address of the database server that it runs on, where another copy of the project can use it too. */
  readonly databaseServer?: string;
  start?(settings: Settings): Promise<System>;
  /** Copies the project as it was written, runs the README's one command there and waits until it serves. */
  startFresh?(): Promise<FreshSystem>;
  /** Builds in a copy, leaves development packages out, and starts all of it, its worker too, on the given database. */
  startProduction?(database: Database): Promise<ProductionSystem>;
  /** Gives back what the driver itself took, such as a database server. */
  close(): Promise<void>;
}

/** What the driver's module of a template exports. */
export interface DriverModule {
  createDriver(kit: Kit): Promise<Driver>;
}
