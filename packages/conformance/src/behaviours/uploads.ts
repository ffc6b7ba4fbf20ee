import type { Behaviour } from '../contract/behaviour.ts';
import type { Upload } from '../contract/operations.ts';
import { newMember, newNote } from './people.ts';
import { forbiddenFiles, SIZE_LIMIT, textFile } from './samples.ts';
import { attachmentIds, sameBytes } from './stored-files.ts';

/** 255 bytes: as long as a name may be. */
const LONGEST_NAME = `${'漢'.repeat(83)}ab.txt`;

export const UPLOADS: readonly Behaviour[] = [
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
        await attachmentIds(system, check, member, note.id),
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
];
