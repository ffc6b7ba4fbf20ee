import type { Health } from './health.ts';
import type { Jobs } from './jobs.ts';
import type { Mail } from './mails.ts';
import type { RecentLogs } from './recent-logs.ts';
import type { TraceStore } from './traces.ts';

/** What the development page shows, and where it comes from. */
export interface PageParts {
  /** Name of the project. */
  project: string;
  apiUrl: string;
  /** Undefined where the API does not serve its documentation. */
  docsUrl: string | undefined;
  /** The settings that send mails or traces to another place, where they are set. */
  elsewhere: { mails?: string; traces?: string };
  mails(): Promise<Mail[]>;
  health(): Promise<Health>;
  traces: TraceStore;
  logs: RecentLogs;
  jobs: Jobs;
}
