import { randomUUID } from 'node:crypto';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Note, NoteInput } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import { type Member, newMember, newNote, noteIds } from './people.ts';
import { answersByRules } from './rules.ts';

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

export const NOTE_INPUT: readonly Behaviour[] = [
  {
    id: 'D5',
    title: 'Wrong input is invalid and names a field; unknown fields never take effect',
    group: 'D',
    needs: ['database'],
    async run({ check, composition, shared }) {
      const system = await shared();
      const { operations } = system;
      const byRules = answersByRules(composition);
      const member = await newMember(system, check);
      const other = await newMember(system, check);
      const wrong: readonly (readonly [what: string, input: NoteInput, field: string])[] = [
        ['no title', { body: '' }, 'title'],
        ['an empty title', { title: '', body: '' }, 'title'],
        ['a title of 201 characters', { title: 'x'.repeat(201), body: '' }, 'title'],
        ['null as title', { title: null, body: '' }, 'title'],
        ['a body of 10,001 characters', { title: 'x', body: 'x'.repeat(10_001) }, 'body'],
      ];
      for (const [what, input, field] of wrong) {
        check.invalid(await operations.createNote(member.session, input), `a note with ${what}`, [
          field,
        ]);
      }
      for (const [what, input, field] of [
        ['a number as title', { title: 7, body: '' }, 'title'],
        ['a list as body', { title: 'x', body: ['x'] }, 'body'],
      ] as const) {
        const answer = await operations.createNote(member.session, input);
        if (byRules && answer.value) {
          check.equal(typeof answer.value[field], 'string', `a note with ${what}, as stored`);
        } else check.invalid(answer, `a note with ${what}`, [field]);
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
      await unknownFieldsDoNothing(system, check, { member, other, note, foreign, byRules });
    },
  },
  {
    id: 'D8',
    title: 'Text is stored and returned as given; NUL is invalid',
    group: 'D',
    needs: ['database'],
    async run({ check, composition, shared }) {
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
      const answers = {
        title: await operations.createNote(member.session, { title: nul, body: '' }),
        body: await operations.createNote(member.session, { title: 'x', body: nul }),
        change: await operations.changeNote(member.session, note.id, {
          version: note.version,
          body: nul,
        }),
      };
      for (const [what, answer] of Object.entries(answers)) {
        // A database that refuses the whole text does not say which field it was.
        if (answersByRules(composition)) check.outcome(answer, 'invalid', `NUL in a ${what}`);
        else check.invalid(answer, `NUL in a ${what}`, [what === 'title' ? 'title' : 'body']);
      }
    },
  },
];

async function unknownFieldsDoNothing(
  system: RunningSystem,
  check: Check,
  given: {
    readonly member: Member;
    readonly other: Member;
    readonly note: Note;
    readonly foreign: NoteInput;
    readonly byRules: boolean;
  },
): Promise<void> {
  const { operations } = system;
  const { member, other, note, foreign, byRules } = given;
  const fitting = ['invalid', 'ok', ...(byRules ? (['forbidden'] as const) : [])] as const;
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
    check.outcome(made, fitting, `a note with the field ${field}`);
    check.that(!taken(made.value), `the field ${field}`, 'no effect', made.value);
    if (field === 'version') continue;
    const current = check.ok(await operations.readNote(member.session, note.id), 'reading');
    const change = { version: current.version, title: 'y', [field]: value };
    const changed = await operations.changeNote(member.session, note.id, change);
    check.outcome(changed, fitting, `a change with the field ${field}`);
    check.that(!taken(changed.value), `the field ${field} in a change`, 'no effect', changed.value);
  }
  const kept = check.ok(await operations.readNote(member.session, note.id), 'reading at the end');
  check.equal(kept.ownerId, member.id, 'the owner after all that');
  check.equal(await noteIds(system, check, other.session), [], 'notes of the other member');
}
