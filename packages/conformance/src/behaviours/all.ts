import type { Behaviour } from '../contract/behaviour.ts';
import { ACCOUNTS } from './accounts.ts';
import { DATA } from './data.ts';
import { FILES } from './files.ts';
import { OBSERVABILITY } from './observability.ts';
import { SECURITY } from './security.ts';
import { START_AND_STOP } from './start-and-stop.ts';
import { WORK } from './work.ts';

/** Every behaviour of the contract, in its order. */
export const BEHAVIOURS: readonly Behaviour[] = [
  ...START_AND_STOP,
  ...ACCOUNTS,
  ...DATA,
  ...FILES,
  ...WORK,
  ...OBSERVABILITY,
  ...SECURITY,
];
