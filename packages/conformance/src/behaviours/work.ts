import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { Check } from '../suite/check.ts';
import { type Member, newMember, newNote } from './people.ts';
import { signedEvent } from './webhooks.ts';

/** How often a job runs before it is given up. */
const ATTEMPTS = 5;

/** What a worker may take to see that a job is due; delays may have some noise of their own beside it. */
const NOISE_MS = 1500;

/** Half a minute: what a job may wait for a worker to hear of it. */
const JOB_SECONDS = 30;

export const WORK: readonly Behaviour[] = [
  {
    id: 'B1',
    title: 'An export runs outside the request; its owner alone fetches its file',
    group: 'B',
    needs: ['jobs', 'storage'],
    patience: 90,
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
      await done(system, check, owner, id);

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
  {
    id: 'B2',
    title: 'A failing job is tried 5 times with growing delay, then is a dead letter to retry',
    group: 'B',
    needs: ['jobs'],
    patience: 150,
    async run({ check, start }) {
      const system = await start({ shortRetries: true });
      const { operations, host } = system;
      const member = await newMember(system, check);
      const ask = async (): Promise<string> =>
        check.ok(await operations.requestExport(member.session), 'asking for an export').id;

      const repair = await host.failExports(2);
      const lucky = await ask();
      await done(system, check, member, lucky);
      check.equal((await host.jobRuns(lucky)).length, 3, 'runs of a job that fails twice');
      await repair();
      check.equal(await host.deadLetters(), [], 'dead letters of a job that came through');

      const mend = await host.failExports(1000);
      const doomed = await ask();
      const letters = await check.soon(
        () => host.deadLetters(),
        (found) => found.length > 0,
        'a dead letter of a job that always fails',
        90,
      );
      const [letter] = letters;
      check.equal(letters.length, 1, 'dead letters');
      check.that((letter?.error ?? '') !== '', 'the dead letter', 'its error', letter);
      check.equal(letter?.attempts, ATTEMPTS, 'attempts that the dead letter tells of');
      const runs = await host.jobRuns(doomed);
      check.equal(runs.length, ATTEMPTS, 'runs of a job that always fails');
      const delays = runs.slice(1).map((time, index) => time - (runs[index] ?? 0));
      const [first = 0, last = 0] = [delays.at(0), delays.at(-1)];
      check.that(
        last >= 2 * first &&
          delays.slice(1).every((delay, at) => delay > (delays[at] ?? 0) - NOISE_MS),
        'the delays between the runs, in milliseconds',
        'growing ones, the last at least twice the first',
        delays,
      );
      await sleep(2000);
      check.equal((await host.jobRuns(doomed)).length, ATTEMPTS, 'runs two seconds later');

      await mend();
      const listing = await host.runCommand('list-dead-letters');
      const id = letter?.id ?? '';
      check.that(listing.output.includes(id), 'the list of dead letters', id, listing.output);
      const retry = await host.runCommand('retry-dead-letter', id);
      check.that(retry.code === 0, 'trying it again', 'exit code 0', retry.output);
      await done(system, check, member, doomed);
      check.equal(await host.deadLetters(), [], 'dead letters after that');
    },
  },
  {
    id: 'B3',
    title: 'A worker killed in the middle of a job: the job runs again, its effect is there once',
    group: 'B',
    needs: ['jobs'],
    patience: 150,
    async run({ check, start }) {
      const system = await start({ shortRetries: true });
      const { operations, host } = system;
      const member = await newMember(system, check);
      await newNote(system, check, member);
      const held = await host.holdExport();
      const { id } = check.ok(await operations.requestExport(member.session), 'asking');
      await held.running;
      await host.signal('worker', 'SIGKILL');
      await host.exitCode('worker');
      await held.release();
      check.equal(await host.exportEffects(id), 0, 'effects of the killed run');
      await host.restart();
      await done(system, check, member, id, 120);
      check.that(
        (await host.jobRuns(id)).length >= 2,
        'runs',
        'at least two',
        await host.jobRuns(id),
      );
      check.equal(await host.exportEffects(id), 1, 'effects of both runs');
    },
  },
  {
    id: 'B4',
    title: 'A webhook with a wrong signature or old time is refused; one event counts once',
    group: 'B',
    needs: ['jobs'],
    async run({ check, shared }) {
      const { operations, host } = await shared();
      const secret = await host.webhookSecret();
      const good = signedEvent(secret);
      check.ok(await operations.deliverWebhook(good), 'delivering an event');
      await counted(host, check, good.type, 1);
      check.ok(await operations.deliverWebhook(good), 'delivering it again');
      await counted(host, check, good.type, 1);

      const other = signedEvent(randomBytes(32).toString('base64'));
      const tampered = signedEvent(secret);
      const { 'webhook-signature': signature = '', ...unsigned } = tampered.headers;
      const refusedOnes = {
        'signed with another secret': other,
        'with another body': { ...tampered, body: tampered.body.replace('paid', 'void') },
        'with another id': {
          ...tampered,
          headers: { ...tampered.headers, 'webhook-id': `${tampered.id}x` },
        },
        'without a signature': { ...tampered, headers: unsigned },
        'with an empty signature': {
          ...tampered,
          headers: { ...unsigned, 'webhook-signature': 'v1,' },
        },
        'of another version': {
          ...tampered,
          headers: { ...unsigned, 'webhook-signature': signature.replace('v1,', 'v0,') },
        },
        'six minutes old': signedEvent(secret, { age: 360 }),
        'from six minutes ahead': signedEvent(secret, { age: -360 }),
      };
      for (const [what, delivery] of Object.entries(refusedOnes)) {
        check.outcome(
          await operations.deliverWebhook(delivery),
          ['unauthenticated', 'forbidden', 'invalid'],
          `an event ${what}`,
        );
        check.equal(await host.countWebhooks(delivery.type), 0, `counts of the event ${what}`);
      }
      check.ok(
        await operations.deliverWebhook(signedEvent(secret, { age: 240 })),
        'an event four minutes old',
      );
      const many = signedEvent(secret);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => operations.deliverWebhook(many)),
      );
      for (const answer of answers) check.ok(answer, 'one of five deliveries at once');
      await counted(host, check, many.type, 1);
    },
  },
  {
    id: 'B5',
    title: 'The scheduled clean-up runs by the clock, and once where two workers run',
    group: 'B',
    needs: ['jobs'],
    patience: 120,
    async run({ check, start }) {
      const { host } = await start({ workers: 2 });
      const before = await host.countCleanUps();
      await sleep(2000);
      check.equal(await host.countCleanUps(), before, 'clean-ups before their time');
      for (const night of [1, 2]) {
        await host.reachCleanUp();
        await check.soon(
          () => host.countCleanUps(),
          (runs) => runs >= before + night,
          `the clean-up of night ${night}`,
          JOB_SECONDS,
        );
        await sleep(3000);
        check.equal(await host.countCleanUps(), before + night, `clean-ups after night ${night}`);
      }
    },
  },
  {
    id: 'B6',
    title:
      'A job is enqueued with the data it is about: no row without a job, no job without a row',
    group: 'B',
    needs: ['jobs', 'database'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const member = await newMember(system, check);
      const tally = async (): Promise<[rows: number, jobs: number]> => [
        await host.countExportRows(),
        await host.countExportJobs(),
      ];
      check.ok(await operations.requestExport(member.session), 'asking for an export');
      const [rows, jobs] = await tally();
      check.equal([rows, jobs], [1, 1], 'rows and jobs after one request');
      for (const [what, breakIt] of [
        ['the queue', () => host.breakQueue()],
        ['the rows', () => host.breakExportRows()],
      ] as const) {
        const mend = await breakIt();
        const answer = await operations.requestExport(member.session);
        await mend();
        check.that(answer.outcome !== 'ok', `asking while ${what} fail`, 'no ok', answer.outcome);
        check.equal(await tally(), [rows, jobs], `rows and jobs after ${what} failed`);
      }

      await host.pauseDatabase();
      const lost = operations.requestExport(member.session);
      await check.soon(
        () => host.waitingQueries(),
        (waiting) => waiting > 0,
        'a request that waits for the database',
      );
      await host.signal('api', 'SIGKILL');
      await lost;
      await host.exitCode('api');
      await host.resumeDatabase();
      await host.restart();
      const [rowsNow, jobsNow] = await tally();
      check.equal(rowsNow, jobsNow, 'rows for jobs after the process died');
      check.ok(await operations.requestExport(member.session), 'asking after all that');
      check.equal(await tally(), [rowsNow + 1, jobsNow + 1], 'rows and jobs at the end');
    },
  },
];

async function done(
  { operations }: RunningSystem,
  check: Check,
  { session }: Member,
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

/** The count is as expected now, and a moment later: a job may do the counting. */
async function counted(
  host: RunningSystem['host'],
  check: Check,
  type: string,
  expected: number,
): Promise<void> {
  await check.soon(
    () => host.countWebhooks(type),
    (count) => count >= expected,
    'counts of the event',
  );
  await sleep(700);
  check.equal(await host.countWebhooks(type), expected, 'counts of the event, a moment later');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
