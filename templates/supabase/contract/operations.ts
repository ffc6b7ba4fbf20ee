import type { Operations } from '@plinth/conformance/contract/operations';
import type { Kit } from '@plinth/conformance/kit/kit';

import { accountOperations } from './account-operations.ts';
import { otherRoutesToNote, raiseRole, signUpAsAdmin } from './attempts.ts';
import { createCall, type Keys, type Place } from './caller.ts';
import { fileOperations } from './file-operations.ts';
import { noteOperations } from './note-operations.ts';
import { ownCodeOperations } from './own-code.ts';
import { loadSdk } from './sdk.ts';
import { createSend } from './send.ts';
import { workOperations } from './work-operations.ts';

/** What clients of a running stack do, by the SDK; `linkSeconds` is how long their signed links live. */
export function clientOperations(
  kit: Kit,
  url: string,
  keys: Keys,
  linkSeconds?: number,
): Partial<Operations> {
  const place: Place = { createClient: loadSdk(kit), url, keys };
  const call = createCall(place);
  const send = createSend(place);
  const live = () => send('GET /auth/v1/.well-known/jwks.json', { read: () => undefined });
  return {
    ...accountOperations(call, send),
    ...noteOperations(call),
    ...fileOperations(call, place, linkSeconds),
    ...workOperations(kit, call, place),
    ...ownCodeOperations(call),
    signUpAsAdmin: (person) => signUpAsAdmin(send, person),
    raiseRole: (session) => raiseRole(send, session),
    otherRoutesToNote: (visitor, note) => otherRoutesToNote(send, visitor, note),
    live,
    ready: live,
  };
}
