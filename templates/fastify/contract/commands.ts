import type { CommandName } from '@plinth/conformance/contract/host';

/** The scripts of the commands that the README documents. */
export const SCRIPTS: Readonly<Record<CommandName, string>> = {
  migrate: 'db:migrate',
  'make-admin': 'admin:make',
  'list-dead-letters': 'jobs:dead',
  'retry-dead-letter': 'jobs:retry',
};
