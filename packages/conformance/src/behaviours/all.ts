import { type Behaviour, GROUPS } from '../contract/behaviour.ts';
import { ATTACHMENT_ACCESS } from './attachment-access.ts';
import { ATTACHMENTS } from './attachments.ts';
import { EXPORTS } from './exports.ts';
import { JOBS } from './jobs.ts';
import { NOTE_ACCESS } from './note-access.ts';
import { NOTE_CONFLICTS } from './note-conflicts.ts';
import { NOTE_INPUT } from './note-input.ts';
import { NOTES } from './notes.ts';
import { OBSERVABILITY } from './observability.ts';
import { OUTAGES } from './outages.ts';
import { ROLES } from './roles.ts';
import { SCHEDULE } from './schedule.ts';
import { SECRETS } from './secrets.ts';
import { SECURITY } from './security.ts';
import { SESSIONS } from './sessions.ts';
import { SIGN_IN } from './sign-in.ts';
import { SIGN_UP } from './sign-up.ts';
import { START_AND_STOP } from './start-and-stop.ts';
import { UPLOADS } from './uploads.ts';
import { WEBHOOKS } from './webhooks.ts';

/** Every behaviour of the contract, in its order. */
export const BEHAVIOURS: readonly Behaviour[] = [
  [START_AND_STOP, OUTAGES],
  [SIGN_UP, SIGN_IN, SESSIONS, ROLES],
  [NOTES, NOTE_ACCESS, NOTE_INPUT, NOTE_CONFLICTS],
  [ATTACHMENTS, ATTACHMENT_ACCESS, UPLOADS],
  [EXPORTS, JOBS, WEBHOOKS, SCHEDULE],
  [OBSERVABILITY, SECRETS],
  SECURITY,
]
  .flat(2)
  .toSorted((a, b) => orderOf(a) - orderOf(b));

/** Groups in the contract's order, and by number in each. */
function orderOf({ id, group }: Behaviour): number {
  return Object.keys(GROUPS).indexOf(group) * 100 + Number(id.slice(1));
}
