import type { Sql } from 'postgres';

import type { Outbox } from '../outbox.ts';
import type { FunctionLogs } from './function-logs.ts';

/** What the page shows, and where it comes from. */
export interface PageParts {
  /** Name of the project. */
  project: string;
  /** Address of the local stack. */
  url: string;
  outbox: Outbox;
  logs: FunctionLogs;
  sql: Sql;
}
