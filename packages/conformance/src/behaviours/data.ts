import { randomUUID } from 'node:crypto';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import { OPEN_PURPOSES, type Note, type NoteInput } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import { type Member, newAdmin, newMember, newNote } from './people.ts';

const HIDDEN = ['not-found', 'forbidden'] as const;

/** Texts that are changed on the way where somebody escapes, cuts or normalises. */
const DIFFICULT_TEXTS: Readonly<Record<string, string>> = {
  quotes: `'single' "double" \`back\` \\ back\\slash \\u0041 %27 &quot;`,
  SQL: `'); drop table notes; -- $1 $$ select 1`,
  HTML: '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; <!-- -->',
  templates: '{{title}} ${title} %s %d #{title}',
  'four-byte characters': '😀 𝒳 👩‍👩‍👧‍👦 🏳️‍🌈 𠀋',
  'right-to-left': 'שלום עולם مرحبا بالعالم \u202Eabc\u202C',
  'combining characters': 'e\u0301 é ﬁ Å \u212B',
  'white space': '  leading, trailing \t tab\nline\r\nline  ',
  'control characters': '\u0001\u0008\u001B\u007F',
  JSON: '{"a":null,"__proto__":{"x":1}}',
};

export const DATA: readonly Behaviour[] = [
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
        await idsOf(system, check, session),
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
      check.equal(await idsOf(system, check, session), [second.id], 'listed notes after deleting');
    },
  },
  {
    id: 'D2',
    title: 'Another member gets nothing of it, through no route; a list shows no foreign rows',
    group: 'D',
    needs: ['database', 'auth'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const owner = await newMember(system, check);
      const other = await newMember(system, check);
      const note = await newNote(system, check, owner);
      const { session } = other;
      check.outcome(await operations.readNote(session, note.id), HIDDEN, 'reading a foreign note');
      check.outcome(
        await operations.changeNote(session, note.id, { version: note.version, title: 'Mine' }),
        HIDDEN,
        'changing a foreign note',
      );
      check.outcome(
        await operations.deleteNote(session, note.id),
        HIDDEN,
        'deleting a foreign note',
      );
      check.outcome(
        await operations.listAllNotes(session),
        HIDDEN,
        'listing all notes as a member',
      );
      check.outcome(await operations.auditTrail(session), HIDDEN, 'the audit trail as a member');
      const routes = await operations.otherRoutesToNote(session, note);
      check.that(
        routes.length > 0,
        'further routes to a note',
        'at least one tried',
        routes.length,
      );
      for (const { name, answer } of routes) {
        check.that(
          !answer.raw.includes(note.title) && !answer.raw.includes(note.body),
          `${name} by another member`,
          'nothing of the note',
          answer.raw,
        );
      }
      const own = await newNote(system, check, other);
      check.equal(await idsOf(system, check, session), [own.id], 'notes that the other one lists');
      check.equal(
        check.ok(await operations.readNote(owner.session, note.id), 'reading as the owner'),
        note,
        'the note after all that',
      );
    },
  },
  {
    id: 'D3',
    title: 'Without a session no private data is read or changed; only named operations are open',
    group: 'D',
    needs: ['database', 'auth'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const owner = await newMember(system, check);
      const note = await newNote(system, check, owner);
      const list = await operations.listNotes(null);
      check.outcome(list, ['unauthenticated', 'ok'], 'listing without a session');
      check.equal(list.value?.items.length ?? 0, 0, 'notes in a list without a session');
      const hidden = ['unauthenticated', 'not-found'] as const;
      check.outcome(await operations.readNote(null, note.id), hidden, 'reading without a session');
      check.outcome(
        await operations.createNote(null, { title: 'No', body: '' }),
        'unauthenticated',
        'making a note without a session',
      );
      check.outcome(
        await operations.changeNote(null, note.id, { version: note.version, title: 'No' }),
        hidden,
        'changing without a session',
      );
      check.outcome(
        await operations.deleteNote(null, note.id),
        hidden,
        'deleting without a session',
      );

      const tried = await operations.tryAllAsOutsider({ note });
      check.that(tried.length >= 5, 'operations of the interface', 'at least five', tried.length);
      for (const { name, open, answer, rows } of tried) {
        if (open !== null) {
          check.that(OPEN_PURPOSES.includes(open), name, OPEN_PURPOSES.join(', '), open);
          check.absent(answer.raw, { 'private title': note.title }, `${name} without a session`);
          continue;
        }
        const closed =
          answer.outcome === 'unauthenticated' || (answer.outcome === 'ok' && rows === 0);
        check.that(closed, `${name} without a session`, 'unauthenticated', answer.outcome);
      }
      check.equal(
        check.ok(await operations.readNote(owner.session, note.id), 'reading as the owner'),
        note,
        'the note after all that',
      );
    },
  },
  {
    id: 'D4',
    title: 'An admin lists all notes; each foreign read is on the audit trail, no way around it',
    group: 'D',
    needs: ['database', 'auth'],
    async run({ check, start }) {
      const system = await start();
      const { operations } = system;
      const owner = await newMember(system, check);
      const note = await newNote(system, check, owner);
      const admin = await newAdmin(system, check);
      const own = await newNote(system, check, admin);
      const entries = async (): Promise<number> => {
        const { items } = check.ok(
          await operations.auditTrail(admin.session, { limit: 100 }),
          'reading the audit trail',
        );
        const about = items.filter(({ subjectId }) => subjectId === note.id);
        for (const entry of about) {
          check.equal([entry.actorId, entry.ownerId], [admin.id, owner.id], 'who read whose note');
          check.that(!Number.isNaN(Date.parse(entry.at)), 'when', 'a time', entry.at);
          check.that(entry.action !== '', 'what was done', 'an action', entry.action);
        }
        return about.length;
      };
      check.equal(await entries(), 0, 'entries before the first read');
      for (const reads of [1, 2]) {
        const { items } = check.ok(
          await operations.listAllNotes(admin.session),
          'listing all notes',
        );
        check.equal(
          items.map(({ id }) => id).toSorted(),
          [note.id, own.id].toSorted(),
          'notes that an admin lists',
        );
        check.equal(await entries(), reads, `entries after ${reads} reads`);
      }

      check.outcome(
        await operations.readNote(admin.session, note.id),
        HIDDEN,
        'reading a foreign note by the route of members',
      );
      check.equal(await idsOf(system, check, admin.session), [own.id], 'an admin’s own list');
      for (const { name, answer } of await operations.otherRoutesToNote(admin.session, note)) {
        const before = await entries();
        const seen = answer.raw.includes(note.title);
        check.that(
          !seen || before > 2,
          `${name} by an admin`,
          'an entry on the audit trail',
          before,
        );
      }
      check.outcome(
        await operations.changeNote(admin.session, note.id, { version: 1, title: 'Mine' }),
        HIDDEN,
        'changing a foreign note as admin',
      );
    },
  },
  {
    id: 'D5',
    title: 'Wrong input is invalid and names a field; unknown fields never take effect',
    group: 'D',
    needs: ['database'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const member = await newMember(system, check);
      const other = await newMember(system, check);
      const wrong: readonly (readonly [what: string, input: NoteInput, field: string])[] = [
        ['no title', { body: '' }, 'title'],
        ['an empty title', { title: '', body: '' }, 'title'],
        ['a title of 201 characters', { title: 'x'.repeat(201), body: '' }, 'title'],
        ['a number as title', { title: 7, body: '' }, 'title'],
        ['null as title', { title: null, body: '' }, 'title'],
        ['a body of 10,001 characters', { title: 'x', body: 'x'.repeat(10_001) }, 'body'],
        ['a list as body', { title: 'x', body: ['x'] }, 'body'],
      ];
      for (const [what, input, field] of wrong) {
        check.invalid(await operations.createNote(member.session, input), `a note with ${what}`, [
          field,
        ]);
      }
      const note = await newNote(system, check, member);
      check.invalid(
        await operations.changeNote(member.session, note.id, { version: note.version, title: '' }),
        'a change to an empty title',
        ['title'],
      );
      const foreign = {
        ownerId: other.id,
        owner_id: other.id,
        userId: other.id,
        id: randomUUID(),
        version: 99,
        createdAt: '2001-01-01T00:00:00.000Z',
        role: 'admin',
      };
      await unknownFieldsDoNothing(system, check, { member, other, note, foreign });
    },
  },
  {
    id: 'D6',
    title: 'Lists page by cursor, stable while rows are added; the limit is bounded',
    group: 'D',
    needs: ['database'],
    async run({ check, shared }) {
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
        check.that(size <= 20, `a page with limit ${limit}`, 'a bounded size', size);
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
    id: 'D8',
    title: 'Text is stored and returned as given; NUL is invalid',
    group: 'D',
    needs: ['database'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const member = await newMember(system, check);
      const given: [name: string, title: string, body: string][] = Object.entries(
        DIFFICULT_TEXTS,
      ).map(([name, text]) => [name, text, text]);
      given.push(
        ['200 and 10,000 characters', 'x'.repeat(200), 'äß漢'.repeat(3333) + 'z'],
        ['200 and 10,000 four-byte characters', '😀'.repeat(200), '😀'.repeat(10_000)],
      );
      for (const [name, title, body] of given) {
        const made = await newNote(system, check, member, { title, body });
        const read = check.ok(
          await operations.readNote(member.session, made.id),
          `reading ${name}`,
        );
        check.that(
          made.title === title && made.body === body,
          name,
          'the same text in the answer',
          made,
        );
        check.that(
          read.title === title && read.body === body,
          name,
          'the same text when read',
          read,
        );
      }
      const note = await newNote(system, check, member);
      const nul = 'before\u0000after';
      check.invalid(
        await operations.createNote(member.session, { title: nul, body: '' }),
        'NUL in a title',
        ['title'],
      );
      check.invalid(
        await operations.createNote(member.session, { title: 'x', body: nul }),
        'NUL in a body',
        ['body'],
      );
      check.invalid(
        await operations.changeNote(member.session, note.id, { version: note.version, body: nul }),
        'NUL in a change',
        ['body'],
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
      check.equal((await idsOf(system, check, member.session)).length, 1, 'rows');
      check.outcome(
        await create(member, { title: 'Another', body: 'Text' }),
        'conflict',
        'the same key with another body',
      );
      check.equal(
        (await idsOf(system, check, member.session)).length,
        1,
        'rows after the conflict',
      );
      const theirs = check.ok(await create(other, input), 'the same key of another member');
      check.that(!ids.includes(theirs.id), 'their note', 'one of their own', theirs.id);
    },
  },
];

async function idsOf(
  { operations }: RunningSystem,
  check: Check,
  session: Member['session'],
): Promise<string[]> {
  const { items } = check.ok(await operations.listNotes(session), 'listing notes');
  return items.map(({ id }) => id).toSorted();
}

async function unknownFieldsDoNothing(
  system: RunningSystem,
  check: Check,
  given: {
    readonly member: Member;
    readonly other: Member;
    readonly note: Note;
    readonly foreign: NoteInput;
  },
): Promise<void> {
  const { operations } = system;
  const { member, other, note, foreign } = given;
  const taken = (each: Note | undefined): boolean =>
    each !== undefined &&
    (each.ownerId !== member.id ||
      each.id === foreign['id'] ||
      each.version === foreign['version'] ||
      each.createdAt === foreign['createdAt']);
  for (const [field, value] of Object.entries(foreign)) {
    const made = await operations.createNote(member.session, {
      title: 'x',
      body: '',
      [field]: value,
    });
    check.outcome(made, ['invalid', 'ok'], `a note with the field ${field}`);
    check.that(!taken(made.value), `the field ${field}`, 'no effect', made.value);
    if (field === 'version') continue;
    const current = check.ok(await operations.readNote(member.session, note.id), 'reading');
    const change = { version: current.version, title: 'y', [field]: value };
    const changed = await operations.changeNote(member.session, note.id, change);
    check.outcome(changed, ['invalid', 'ok'], `a change with the field ${field}`);
    check.that(!taken(changed.value), `the field ${field} in a change`, 'no effect', changed.value);
  }
  const kept = check.ok(await operations.readNote(member.session, note.id), 'reading at the end');
  check.equal(kept.ownerId, member.id, 'the owner after all that');
  check.equal(await idsOf(system, check, other.session), [], 'notes of the other member');
}
