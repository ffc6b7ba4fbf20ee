import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Check } from '../suite/check.ts';
import { type Member, newMember, newNote } from './people.ts';

/** Half a minute: what a job may wait for a worker to hear of it. */
export const JOB_SECONDS = 30;

export const EXPORTS: readonly Behaviour[] = [
  {
    id: 'B1',
    title: 'An export runs outside the request; its owner alone fetches its file',
    group: 'B',
    needs: ['jobs', 'storage'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const owner = await newMember(system, check);
      const other = await newMember(system, check);
      const note = await newNote(system, check, owner);
      const foreign = await newNote(system, check, other);

      const held = await host.holdExport();
      const { id } = check.ok(
        await operations.requestExport(owner.session),
        'asking for an export',
      );
      await held.running;
      const { state } = check.ok(await operations.readExport(owner.session, id), 'its state');
      check.equal(state, 'waiting', 'the state while the job runs');
      check.ok(await operations.listNotes(owner.session), 'another request while the job runs');
      await held.release();
      await exportDone(system, check, owner, id);

      const bytes = check.ok(await operations.downloadExport(owner.session, id), 'its file');
      const text = new TextDecoder().decode(bytes);
      check.that(isJson(text), 'the file', 'JSON', text);
      check.that(text.includes(note.title), 'the file', 'the note of its owner', text);
      check.absent(text, { 'foreign note': foreign.title }, 'the file');
      for (const [who, visitor, expected] of [
        ['another member', other.session, ['not-found', 'forbidden']],
        ['an outsider', null, ['unauthenticated', 'not-found']],
      ] as const) {
        check.outcome(await operations.readExport(visitor, id), expected, `its state for ${who}`);
        check.outcome(
          await operations.downloadExport(visitor, id),
          expected,
          `its file for ${who}`,
        );
      }
      check.outcome(
        await operations.requestExport(null),
        'unauthenticated',
        'asking without a session',
      );
    },
  },
];

/** Waits until an export is done; `seconds` is the longest time. */
export async function exportDone(
  { operations }: RunningSystem,
  check: Check,
  { session }: Pick<Member, 'session'>,
  id: string,
  seconds = JOB_SECONDS,
): Promise<void> {
  await check.soon(
    async () => (await operations.readExport(session, id)).value?.state,
    (state) => state === 'done',
    'the export, done',
    seconds,
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
