import type { Mail } from './operations.ts';

export type ProcessName = 'api' | 'worker';

/** What a run of a program came to. */
export interface Finished {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

/** The commands that a project's README documents, by what they do. */
export type CommandName = 'migrate' | 'make-admin' | 'list-dead-letters' | 'retry-dead-letter';

export interface CommandRun extends Finished {
  /** As the README writes it, without arguments. */
  readonly documentedAs: string;
}

export interface Span {
  readonly traceId: string;
  readonly id: string;
  readonly parentId: string | undefined;
  readonly name: string;
  /** What the span is about, as the driver sees it. */
  readonly about: 'request' | 'database' | 'job' | 'other';
  /** All of it as it was sent. */
  readonly text: string;
}

/** What one way of telling metrics tells. */
export interface Metrics {
  readonly way: 'push' | 'scrape';
  readonly requests: readonly {
    readonly route: string;
    readonly status: string;
    readonly count: number;
    readonly seconds: number;
  }[];
  readonly jobs: readonly {
    readonly outcome: 'ok' | 'failed';
    readonly count: number;
    readonly seconds: number;
  }[];
  /** Database connections in use and open. */
  readonly pool: { readonly used: number; readonly open: number } | undefined;
}

/** A line of the log, as it was written and, where it is JSON, what it holds. */
export interface LogLine {
  readonly process: ProcessName;
  readonly text: string;
  readonly json: LogFields | undefined;
}

/** The driver gives the names of its log's fields these ones. */
export interface LogFields {
  readonly level?: string;
  readonly time?: string;
  readonly traceId?: string;
  readonly route?: string | null;
  readonly status?: number;
  readonly durationMs?: number;
  readonly message?: string;
  readonly stack?: string;
}

export interface DeadLetter {
  readonly id: string;
  readonly error: string;
  readonly attempts: number;
}

/** Takes back what was done to a system. */
export type Undo = () => Promise<void>;

/** A request as it goes over the wire: a GET where it says nothing else. */
export interface WireRequest extends Pick<RequestInit, 'method' | 'body'> {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Addresses of one running system for what is checked on the wire. */
export interface Addresses {
  /** Answered with 2xx and JSON to a member. */
  readonly json: readonly WireRequest[];
  /** Answered with 2xx and HTML; empty where there is none. */
  readonly html: readonly string[];
  /** A path that nothing answers. */
  readonly unknown: string;
  /** Takes a JSON body of a member. */
  readonly write: string;
}

/** One running system, seen from the machine that it runs on. */
export interface SystemHost {
  /** Sends a signal to a process of the system. */
  signal(process: ProcessName, name: NodeJS.Signals): Promise<void>;
  /** Waits until a process has ended; its exit code. */
  exitCode(process: ProcessName): Promise<number | null>;
  /** Starts again what has ended, on the same data. */
  restart(): Promise<void>;
  logs(): Promise<readonly LogLine[]>;
  outbox(): Promise<readonly Mail[]>;
  spans(): Promise<readonly Span[]>;
  /** By each way that the system has. */
  metrics(): Promise<readonly Metrics[]>;
  /** Addresses at which somebody outside of the machine, or the public interface itself, gets metrics. */
  publicMetrics(): Promise<readonly string[]>;
  /** Reports that the error tracker was sent, as text. */
  errorReports(): Promise<readonly string[]>;

  /** Takes the database away: standing connections end, new ones are refused. */
  cutDatabase(): Promise<void>;
  restoreDatabase(): Promise<void>;
  /** Ends standing connections to the database, by the server or on the way; new ones are taken. */
  cutIdleConnections(by: 'server' | 'network'): Promise<void>;
  /** The database answers nothing until it goes on; connections stay. */
  pauseDatabase(): Promise<void>;
  resumeDatabase(): Promise<void>;
  /** How many queries of requests wait for the paused database. */
  waitingQueries(): Promise<number>;
  /**
   * Kills the process that answers requests the moment that its next transaction is stored, before it hears of it;
   * settles then.
   */
  killAtCommit(): Promise<void>;
  /** Lets `seconds` pass for everything that the system has stored. */
  advanceClock(seconds: number): Promise<void>;
  runCommand(name: CommandName, ...parameters: string[]): Promise<CommandRun>;
  addresses(): Promise<Addresses>;
  /** Breaks the part that lists notes, so that listing them is an unexpected error. */
  breakNotes(): Promise<Undo>;
  /** Breaks what `callOwnCode` needs, so that a good call is an unexpected error. */
  breakOwnCode(): Promise<Undo>;
  /** Words of the inside that an unexpected error of these two has: names of tables and triggers, codes of the database. */
  internals(): Promise<readonly string[]>;

  /** Objects that the storage holds. */
  storedObjects(): Promise<number>;
  /** Brings the sweep of orphaned objects forward. */
  sweepStorage(): Promise<void>;

  /** Makes the next `times` runs of an export fail. */
  failExports(times: number): Promise<Undo>;
  /** Stops the next export in its middle; `running` settles when it is there. */
  holdExport(): Promise<{ readonly running: Promise<void>; readonly release: Undo }>;
  /** When each run of an export's job began, in milliseconds. */
  jobRuns(exportId: string): Promise<readonly number[]>;
  /** How often the effect of an export is there. */
  exportEffects(exportId: string): Promise<number>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Makes every enqueue fail, and with it nothing else. */
  breakQueue(): Promise<Undo>;
  /** Makes every insert of an export's row fail, and with it nothing else. */
  breakExportRows(): Promise<Undo>;
  countExportRows(): Promise<number>;
  countExportJobs(): Promise<number>;
  /** The secret that webhooks are signed with, in base64, without a prefix. */
  webhookSecret(): Promise<string>;
  /** How many events of a type were counted. */
  countWebhooks(type: string): Promise<number>;
  /** Lets the next time of the nightly clean-up come. */
  reachCleanUp(): Promise<void>;
  countCleanUps(): Promise<number>;

  /** What an outsider gets with the client's key alone, by table and bucket. */
  tablesAndBuckets(): Promise<
    readonly { readonly name: string; readonly rules: boolean; readonly visibleRows: number }[]
  >;
  /** What the platform's advisor reports; empty where it has none. */
  advice(): Promise<readonly string[]>;
}

/** A database of one's own, known to the driver. */
export interface Database {
  readonly name: string;
}

/** The project on disk, and what is done with it before it runs. */
export interface ProjectHost {
  /** Starts the system with exactly these variables over good ones and waits until it has ended. */
  attemptStart(changes: Readonly<Record<string, string | undefined>>): Promise<Finished>;
  /** An empty database. */
  createDatabase(): Promise<Database>;
  /** The migrations that were applied, in order. */
  appliedMigrations(database: Database): Promise<readonly string[]>;
  /** The schema as text, to be compared. */
  schemaOf(database: Database): Promise<string>;
  /** Applies the migrations by the documented command. */
  migrate(database: Database): Promise<CommandRun>;
  /** The file that defines the image, and the one that says what it leaves out; undefined where none is promised. */
  imageDefinition(): Promise<{ readonly definition: string; readonly ignore: string } | undefined>;
  /** A fresh copy in which the project has made its secrets; gives its folder. */
  makeSecrets(): Promise<string>;
}
