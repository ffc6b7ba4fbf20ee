import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Attachment, Upload } from '../contract/operations.ts';
import type { Check } from '../suite/check.ts';
import { type Member, newMember, newNote } from './people.ts';
import { binaryFile, forbiddenFiles, SIZE_LIMIT, textFile } from './samples.ts';

const HIDDEN = ['not-found', 'forbidden'] as const;
const CLOSED = ['unauthenticated', 'not-found'] as const;

/** 255 bytes: as long as a name may be. */
const LONGEST_NAME = `${'漢'.repeat(83)}ab.txt`;

export const FILES: readonly Behaviour[] = [
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
      check.equal(await idsOf(system, check, member, note.id), idsIn(stored), 'listed attachments');
      const [gone, ...kept] = stored;
      if (!gone) return;
      check.ok(await operations.deleteAttachment(member.session, gone), 'deleting');
      check.outcome(await operations.download(member.session, gone), 'not-found', 'a deleted one');
      check.equal(
        await idsOf(system, check, member, note.id),
        idsIn(kept),
        'listed after deleting',
      );
    },
  },
  {
    id: 'F2',
    title: 'Nobody else reads, replaces or deletes it; a signed link works until it expires',
    group: 'F',
    needs: ['storage', 'auth'],
    async run({ check, start }) {
      const system = await start({ signedLinkSeconds: 2 });
      const { operations } = system;
      const owner = await newMember(system, check);
      const other = await newMember(system, check);
      const note = await newNote(system, check, owner);
      const file = textFile(500);
      const attachment = check.ok(
        await operations.upload(owner.session, note.id, file),
        'uploading',
      );
      const bytes = textFile(20).bytes;
      for (const [who, session, expected] of [
        ['another member', other.session, HIDDEN],
        ['an outsider', null, CLOSED],
      ] as const) {
        const outcomes = {
          list: await operations.listAttachments(session, note.id),
          read: await operations.download(session, attachment),
          replace: await operations.replaceAttachment(session, attachment, bytes),
          delete: await operations.deleteAttachment(session, attachment),
          add: await operations.upload(session, note.id, textFile(5)),
          'sign a link': await operations.signLink(session, attachment),
        };
        for (const [what, answer] of Object.entries(outcomes)) {
          check.outcome(answer, expected, `${what} by ${who}`);
        }
      }
      await sameBytes(system, check, owner, attachment, file);

      const link = check.ok(await operations.signLink(owner.session, attachment), 'signing a link');
      const followed = check.ok(await operations.followLink(link), 'following the link');
      check.that(
        Buffer.from(followed).equals(file.bytes),
        'its bytes',
        'the same',
        followed.length,
      );
      const forged = link.replace(/([\w-])([\w-]{3})$/, (_, one: string, rest: string) =>
        one === 'A' ? `B${rest}` : `A${rest}`,
      );
      const refusals = ['forbidden', 'unauthenticated', 'not-found'] as const;
      check.that(forged !== link, 'the changed link', 'another one', link);
      check.outcome(await operations.followLink(forged), refusals, 'following a changed link');
      await sleep(3100);
      check.outcome(await operations.followLink(link), refusals, 'following an expired link');
    },
  },
  {
    id: 'F3',
    title: 'Over the limit is too-large and leaves nothing; a forbidden type is refused by content',
    group: 'F',
    needs: ['storage'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      const add = (file: Upload) => operations.upload(member.session, note.id, file);
      const largest = check.ok(await add(textFile(SIZE_LIMIT)), 'uploading exactly 10 MiB');
      const before = await host.storedObjects();
      for (const size of [SIZE_LIMIT + 1, SIZE_LIMIT + 3_000_000]) {
        check.outcome(await add(textFile(size)), 'too-large', `uploading ${size} bytes`);
      }
      for (const [what, file] of Object.entries(forbiddenFiles())) {
        check.outcome(await add(file), 'unsupported-type', `uploading ${what}`);
      }
      check.equal(
        await idsOf(system, check, member, note.id),
        [largest.id],
        'attachments after the refused ones',
      );
      check.equal(await host.storedObjects(), before, 'stored objects after the refused ones');
    },
  },
  {
    id: 'F4',
    title: 'Names come back as given; path forms, NUL and long ones are invalid; none is a path',
    group: 'F',
    needs: ['storage'],
    async run({ check, shared }) {
      const system = await shared();
      const { operations } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      const add = (name: string) => operations.upload(member.session, note.id, textFile(30, name));
      const names = [
        'plain.txt',
        'with several  spaces.txt',
        'Прошение — копия.txt',
        'שלום.txt',
        '資料 (最終版).txt',
        '😀.txt',
        `it's "quoted"; 100%.txt`,
        'no ending',
        '.hidden.txt',
        'e\u0301.txt',
        LONGEST_NAME,
      ];
      check.equal(Buffer.byteLength(LONGEST_NAME), 255, 'bytes of the longest name');
      for (const name of names) {
        const made = check.ok(await add(name), `uploading “${name}”`);
        check.equal(made.name, name, 'the name in the answer');
      }
      const listed = check
        .ok(await operations.listAttachments(member.session, note.id), 'listing')
        .map((each) => each.name);
      check.equal(listed.toSorted(), names.toSorted(), 'listed names');
      const wrong = [
        '',
        '.',
        '..',
        '../up.txt',
        'a/b.txt',
        '/etc/passwd',
        String.raw`a\b.txt`,
        String.raw`..\up.txt`,
        'nul\u0000.txt',
        `x${LONGEST_NAME}`,
      ];
      for (const name of wrong) {
        check.outcome(await add(name), 'invalid', `uploading “${name.slice(0, 30)}”`);
      }
      const [first, second] = [textFile(40, 'same.txt'), textFile(50, 'same.txt')];
      const made = [];
      for (const file of [first, second]) {
        made.push(
          check.ok(await operations.upload(member.session, note.id, file), 'uploading same.txt'),
        );
      }
      for (const [index, file] of [first, second].entries()) {
        const attachment = made[index];
        if (attachment) await sameBytes(system, check, member, attachment, file);
      }
    },
  },
  {
    id: 'F5',
    title: 'Deleting a note deletes its attachments and their bytes, also when a process dies',
    group: 'F',
    needs: ['storage'],
    patience: 90,
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

async function sameBytes(
  { operations }: RunningSystem,
  check: Check,
  { session }: Member,
  attachment: Attachment,
  file: Upload,
): Promise<void> {
  const bytes = check.ok(await operations.download(session, attachment), 'downloading');
  check.that(
    Buffer.from(bytes).equals(file.bytes),
    `the bytes of ${attachment.name}`,
    `the same ${file.bytes.length}`,
    `${bytes.length} bytes`,
  );
}

async function idsOf(
  { operations }: RunningSystem,
  check: Check,
  { session }: Member,
  noteId: string,
): Promise<string[]> {
  return idsIn(check.ok(await operations.listAttachments(session, noteId), 'listing attachments'));
}

function idsIn(attachments: readonly Attachment[]): string[] {
  return attachments.map(({ id }) => id).toSorted();
}
