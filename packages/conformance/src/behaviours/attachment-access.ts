import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../contract/behaviour.ts';
import { newMember, newNote } from './people.ts';
import { answersByRules } from './rules.ts';
import { textFile } from './samples.ts';
import { sameBytes } from './stored-files.ts';

const HIDDEN = ['not-found', 'forbidden'] as const;
const CLOSED = ['unauthenticated', 'not-found'] as const;

/** Long enough to follow a link on a busy machine. */
const LINK_SECONDS = 4;

export const ATTACHMENT_ACCESS: readonly Behaviour[] = [
  {
    id: 'F2',
    title: 'Nobody else reads, replaces or deletes it; a signed link works until it expires',
    group: 'F',
    needs: ['storage', 'auth'],
    async run({ check, composition, start }) {
      const system = await start({ signedLinkSeconds: LINK_SECONDS });
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
        const list = await operations.listAttachments(session, note.id);
        if (answersByRules(composition) && list.value) {
          check.equal(list.value.length, 0, `attachments that ${who} lists`);
        } else check.outcome(list, expected, `list by ${who}`);
        const outcomes = {
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
      // Links may know whole seconds only, and the one that has begun may come on top.
      await sleep((LINK_SECONDS + 1) * 1000 + 100);
      check.outcome(await operations.followLink(link), refusals, 'following an expired link');
    },
  },
];
