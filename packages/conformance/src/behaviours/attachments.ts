import type { Behaviour } from '../contract/behaviour.ts';
import type { Attachment } from '../contract/operations.ts';
import { newMember, newNote } from './people.ts';
import { binaryFile, textFile } from './samples.ts';
import { attachmentIds, idsIn, sameBytes } from './stored-files.ts';

export const ATTACHMENTS: readonly Behaviour[] = [
  {
    id: 'F1',
    title: 'Upload, download, list and delete an attachment; the bytes come back identical',
    group: 'F',
    needs: ['storage'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      const files = [
        textFile(1),
        textFile(100_000),
        binaryFile('application/pdf', 5 * 1024 * 1024),
        binaryFile('image/png', 3000),
        binaryFile('image/jpeg', 3000),
      ];
      const stored: Attachment[] = [];
      for (const file of files) {
        const what = `${file.type} of ${file.bytes.length} bytes`;
        const attachment = check.ok(
          await operations.upload(member.session, note.id, file),
          `uploading ${what}`,
        );
        check.equal(
          [attachment.name, attachment.size, attachment.type],
          [file.name, file.bytes.length, file.type],
          what,
        );
        await sameBytes(system, check, member, attachment, file);
        stored.push(attachment);
      }
      const empty = await operations.upload(member.session, note.id, textFile(0, 'empty.txt'));
      check.outcome(empty, ['ok', 'invalid'], 'uploading 0 bytes');
      if (empty.value) {
        await sameBytes(system, check, member, empty.value, textFile(0));
        stored.push(empty.value);
      }
      check.equal(
        await attachmentIds(system, check, member, note.id),
        idsIn(stored),
        'listed attachments',
      );
      const [gone, ...kept] = stored;
      if (!gone) return;
      check.ok(await operations.deleteAttachment(member.session, gone), 'deleting');
      check.outcome(await operations.download(member.session, gone), 'not-found', 'a deleted one');
      check.equal(
        await attachmentIds(system, check, member, note.id),
        idsIn(kept),
        'listed after deleting',
      );
    },
  },
  {
    id: 'F5',
    title: 'Deleting a note deletes its attachments and their bytes, also when a process dies',
    group: 'F',
    needs: ['storage'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const member = await newMember(system, check);
      const before = await host.storedObjects();
      const noteWithFiles = async () => {
        const note = await newNote(system, check, member);
        const made = [];
        for (const size of [10, 20]) {
          made.push(
            check.ok(await operations.upload(member.session, note.id, textFile(size)), 'uploading'),
          );
        }
        return { note, made };
      };
      const first = await noteWithFiles();
      check.equal(await host.storedObjects(), before + 2, 'stored objects after two uploads');
      check.ok(await operations.deleteNote(member.session, first.note.id), 'deleting the note');
      for (const attachment of first.made) {
        check.outcome(
          await operations.download(member.session, attachment),
          'not-found',
          'an attachment of the deleted note',
        );
      }
      await check.soon(
        () => host.storedObjects(),
        (objects) => objects === before,
        'stored objects after deleting the note',
        20,
      );

      const second = await noteWithFiles();
      await host.signal('worker', 'SIGKILL');
      const killed = host.killAtCommit();
      const answer = await operations.deleteNote(member.session, second.note.id);
      check.equal(answer.outcome, 'no answer', 'the outcome of a deletion whose process is killed');
      await killed;
      await host.exitCode('api');
      await host.restart();
      for (const attachment of second.made) {
        check.outcome(
          await operations.download(member.session, attachment),
          'not-found',
          'an attachment after the processes died',
        );
      }
      await host.sweepStorage();
      await check.soon(
        () => host.storedObjects(),
        (objects) => objects === before,
        'stored objects after the processes died and the sweep ran',
        20,
      );
    },
  },
];
