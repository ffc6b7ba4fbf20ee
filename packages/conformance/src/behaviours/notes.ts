import type { Behaviour } from '../contract/behaviour.ts';
import { newMember, noteIds } from './people.ts';
import { answersByRules } from './rules.ts';

export const NOTES: readonly Behaviour[] = [
  {
    id: 'D1',
    title: 'A member creates, lists, reads, changes and deletes their own notes',
    group: 'D',
    needs: ['database'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const { session, id: me } = await newMember(system, check);
      const made = check.ok(
        await operations.createNote(session, { title: 'First', body: 'One' }),
        'making a note',
      );
      check.equal([made.title, made.body, made.ownerId], ['First', 'One', me], 'the made note');
      check.that(!Number.isNaN(Date.parse(made.createdAt)), 'its time', 'a time', made.createdAt);
      check.equal(
        check.ok(await operations.readNote(session, made.id), 'reading'),
        made,
        'as read',
      );
      const second = check.ok(
        await operations.createNote(session, { title: 'Second', body: '' }),
        'making another note',
      );
      check.equal(
        await noteIds(system, check, session),
        [made.id, second.id].toSorted(),
        'listed notes',
      );
      const changed = check.ok(
        await operations.changeNote(session, made.id, { version: made.version, title: 'Changed' }),
        'changing the title',
      );
      check.equal([changed.title, changed.body], ['Changed', 'One'], 'the changed note');
      check.that(changed.version > made.version, 'its version', 'a higher one', changed.version);
      check.equal(
        check.ok(await operations.readNote(session, made.id), 'reading again'),
        changed,
        'the note after the change',
      );
      check.ok(await operations.deleteNote(session, made.id), 'deleting');
      check.outcome(
        await operations.readNote(session, made.id),
        'not-found',
        'reading a deleted one',
      );
      check.outcome(
        await operations.deleteNote(session, made.id),
        'not-found',
        'deleting it again',
      );
      check.equal(
        await noteIds(system, check, session),
        [second.id],
        'listed notes after deleting',
      );
    },
  },
  {
    id: 'D6',
    title: 'Lists page by cursor, stable while rows are added; the limit is bounded',
    group: 'D',
    needs: ['database'],
    async run({ check, composition, shared }) {
      const system = await shared();
      const { operations } = system;
      const { session } = await newMember(system, check);
      const add = async (count: number): Promise<string[]> => {
        const ids: string[] = [];
        for (let made = 0; made < count; made += 10) {
          const notes = await Promise.all(
            Array.from({ length: Math.min(10, count - made) }, () =>
              operations.createNote(session, { title: 'One of many', body: '' }),
            ),
          );
          ids.push(...notes.map((note) => check.ok(note, 'making a note').id));
        }
        return ids;
      };
      const first = await add(105);
      const page = async (limit?: number, cursor?: string) =>
        check.ok(
          await operations.listNotes(session, {
            ...(limit === undefined ? {} : { limit }),
            ...(cursor === undefined ? {} : { cursor }),
          }),
          'a page',
        );
      check.equal((await page()).items.length, 20, 'size of a page without a limit');
      check.equal((await page(100)).items.length, 100, 'size of a page with limit 100');
      for (const limit of [101, 1_000_000]) {
        const answer = await operations.listNotes(session, { limit });
        const size = answer.value?.items.length ?? 0;
        check.that(
          answer.outcome === 'invalid' || (answer.outcome === 'ok' && size <= 100),
          `a page with limit ${limit}`,
          'invalid, or at most 100 rows',
          `${answer.outcome}, ${size} rows`,
        );
      }
      for (const limit of [0, -1, 1.5]) {
        const answer = await operations.listNotes(session, { limit });
        check.outcome(answer, ['invalid', 'ok'], `a page with limit ${limit}`);
        const size = answer.value?.items.length ?? 0;
        // What a platform cannot read as a limit is none: what holds then is the most that it answers.
        const most = answersByRules(composition) ? 100 : 20;
        check.that(size <= most, `a page with limit ${limit}`, 'a bounded size', size);
      }
      check.invalid(
        await operations.listNotes(session, { cursor: 'not-a-cursor' }),
        'a cursor that is none',
      );

      const seen: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < 20; pages += 1) {
        const { items, next } = await page(17, cursor);
        seen.push(...items.map(({ id }) => id));
        if (next === null) break;
        cursor = next;
        await add(2);
      }
      check.equal(seen.length, new Set(seen).size, 'rows without repetition');
      const missing = first.filter((id) => !seen.includes(id));
      check.equal(missing, [], 'rows that were there all the time and were not shown');
    },
  },
];
