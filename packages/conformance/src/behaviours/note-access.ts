import type { Behaviour } from '../contract/behaviour.ts';
import type { Answer } from '../contract/outcome.ts';
import { OPEN_PURPOSES } from '../contract/operations.ts';
import { exportDone } from './exports.ts';
import { newAdmin, newMember, newNote, noteIds } from './people.ts';
import { answersByRules } from './rules.ts';
import { textFile } from './samples.ts';

const HIDDEN = ['not-found', 'forbidden'] as const;

export const NOTE_ACCESS: readonly Behaviour[] = [
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
      check.equal(
        await noteIds(system, check, session),
        [own.id],
        'notes that the other one lists',
      );
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
    async run({ check, composition, shared }) {
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
          answer.outcome === 'unauthenticated' ||
          (answer.outcome === 'ok' && rows === 0) ||
          (answersByRules(composition) && ['not-found', 'forbidden'].includes(answer.outcome));
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
    needs: ['database', 'auth', 'storage', 'jobs'],
    async run({ check, composition, start }) {
      const system = await start();
      const { operations } = system;
      const owner = await newMember(system, check);
      const note = await newNote(system, check, owner);
      const file = textFile(100, `${note.title}.txt`);
      const attachment = check.ok(
        await operations.upload(owner.session, note.id, file),
        'uploading',
      );
      const ordered = check.ok(
        await operations.requestExport(owner.session),
        'asking for an export',
      );
      await exportDone(system, check, owner, ordered.id);
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
      check.equal(await noteIds(system, check, admin.session), [own.id], 'an admin’s own list');
      const list = await operations.listAttachments(admin.session, note.id);
      if (answersByRules(composition) && list.value) {
        check.equal(list.value.length, 0, 'foreign attachments that an admin lists');
      } else check.outcome(list, HIDDEN, 'listing foreign attachments as admin');
      const tried: Readonly<Record<string, Answer<unknown>>> = {
        'changing a foreign note': await operations.changeNote(admin.session, note.id, {
          version: note.version,
          title: 'Mine',
        }),
        'downloading a foreign attachment': await operations.download(admin.session, attachment),
        'a link to a foreign attachment': await operations.signLink(admin.session, attachment),
        'reading a foreign export': await operations.readExport(admin.session, ordered.id),
        'downloading a foreign export': await operations.downloadExport(admin.session, ordered.id),
      };
      for (const [what, answer] of Object.entries(tried)) {
        check.outcome(answer, HIDDEN, `${what} as admin`);
      }

      const before = await entries();
      const routes = await operations.otherRoutesToNote(admin.session, note);
      check.that(routes.length > 0, 'further routes to a note', 'at least one', routes.length);
      const showing = routes.filter(
        ({ answer }) => answer.raw.includes(note.title) || answer.raw.includes(note.body),
      );
      const audited = (await entries()) - before;
      check.that(
        audited >= showing.length,
        `entries for ${showing.map(({ name }) => name).join(', ') || 'no further route'}`,
        `at least ${showing.length}`,
        audited,
      );
    },
  },
];
