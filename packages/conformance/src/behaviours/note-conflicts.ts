import { randomUUID } from 'node:crypto';
import type { Behaviour } from '../contract/behaviour.ts';
import type { NoteInput } from '../contract/operations.ts';
import { type Member, newMember, newNote, noteIds } from './people.ts';

export const NOTE_CONFLICTS: readonly Behaviour[] = [
  {
    id: 'D7',
    title: 'Of two updates from the same version, the second is a conflict',
    group: 'D',
    needs: ['database'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      const change = (title: string, version: number) =>
        operations.changeNote(member.session, note.id, { version, title });
      const first = check.ok(await change('First', note.version), 'the first update');
      check.outcome(await change('Second', note.version), 'conflict', 'the second update');
      const stored = check.ok(await operations.readNote(member.session, note.id), 'reading');
      check.equal(stored, first, 'the note after both');
      const atOnce = await Promise.all(
        [1, 2, 3, 4, 5].map((number) => change(`At once ${number}`, first.version)),
      );
      const outcomes = atOnce.map(({ outcome }) => outcome).toSorted();
      check.equal(
        outcomes,
        ['conflict', 'conflict', 'conflict', 'conflict', 'ok'],
        'five updates from one version at once',
      );
    },
  },
  {
    id: 'D9',
    title: 'A create repeated with its idempotency key makes one row; with another body: conflict',
    group: 'D',
    needs: ['database'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const member = await newMember(system, check);
      const other = await newMember(system, check);
      const key = `key-${randomUUID()}`;
      const input = { title: 'Once', body: 'Text' };
      const create = (each: Member, with_: NoteInput) =>
        operations.createNote(each.session, with_, key);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => create(member, input)));
      answers.push(await create(member, input));
      const ids = answers.map((answer) => check.ok(answer, 'a repeated create').id);
      check.equal(new Set(ids).size, 1, 'different notes among six answers');
      check.equal((await noteIds(system, check, member.session)).length, 1, 'rows');
      check.outcome(
        await create(member, { title: 'Another', body: 'Text' }),
        'conflict',
        'the same key with another body',
      );
      check.equal(
        (await noteIds(system, check, member.session)).length,
        1,
        'rows after the conflict',
      );
      const theirs = check.ok(await create(other, input), 'the same key of another member');
      check.that(!ids.includes(theirs.id), 'their note', 'one of their own', theirs.id);
    },
  },
];
