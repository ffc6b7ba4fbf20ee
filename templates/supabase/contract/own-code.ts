import type { Operations } from '@plinth/conformance/contract/operations';

import type { Call } from './caller.ts';
import { beginUpload } from './file-operations.ts';

const FILE = { name: 'own-code.txt', type: 'text/plain', bytes: new TextEncoder().encode('text') };

/** Calls of the function that judges uploads: code of the team, where the platform answers the rest. */
export function ownCodeOperations(call: Call): Pick<Operations, 'callOwnCode'> {
  return {
    callOwnCode: (visitor, kind) =>
      call(visitor, async (client) => {
        const finish = (id: string) =>
          client.functions.invoke('finish-upload', { body: { attachment_id: id } });
        if (kind === 'invalid') return finish('not-an-id');
        if (kind === 'unknown') return finish(crypto.randomUUID());
        const note = await client.from('notes').insert({ title: 'With a file' }).select().single();
        if (note.error !== null) return note;
        const begun = await beginUpload(client, (note.data as { id: string }).id, FILE);
        return begun.error === null ? finish((begun.data as { id: string }).id) : begun;
      }),
  };
}
