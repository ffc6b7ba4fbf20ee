import type { Sql } from 'postgres';

import type { ProjectConfig } from '../config/config-file.ts';
import type { Outbox } from '../outbox.ts';
import type { Emulator } from './emulator.ts';
import type { Mailer } from './mailer.ts';
import type { SigningKey } from './signing-key.ts';
import type { Tokens } from './tokens.ts';

export interface ApiKeys {
  publishable: string;
  secret: string;
}

/** What the routes of the gateway work with. */
export interface Services {
  config: ProjectConfig;
  /** Address of the gateway, as clients know it. */
  origin: string;
  keys: ApiKeys;
  sql: Sql;
  signingKey: SigningKey;
  tokens: Tokens;
  emulator: Emulator;
  mailer: Mailer;
  outbox: Outbox;
}
