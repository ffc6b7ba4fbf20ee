import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../contract/behaviour.ts';
import { exportDone } from './exports.ts';
import { newMember, newNote } from './people.ts';

/** How often a job runs before it is given up. */
const ATTEMPTS = 5;

/** What a worker may take to see that a job is due; delays may have some noise of their own beside it. */
const NOISE_MS = 1500;

export const JOBS: readonly Behaviour[] = [
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
      await exportDone(system, check, member, lucky);
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
      const [error = ''] = (letter?.error ?? '').split('\n');
      const line = listing.output.split('\n').find((each) => each.includes(id)) ?? '';
      check.that(
        line.includes(error),
        'the list of dead letters',
        `${id} and “${error}”`,
        listing.output,
      );
      const retry = await host.runCommand('retry-dead-letter', id);
      check.that(retry.code === 0, 'trying it again', 'exit code 0', retry.output);
      await exportDone(system, check, member, doomed);
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
      await exportDone(system, check, member, id, 120);
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

      const killed = host.killAtCommit();
      const lost = await operations.requestExport(member.session);
      check.equal(lost.outcome, 'no answer', 'the outcome of a request whose process is killed');
      await killed;
      await host.exitCode('api');
      await host.restart();
      check.equal(
        await tally(),
        [rows + 1, jobs + 1],
        'rows and jobs after the process died at the first commit',
      );
      check.ok(await operations.requestExport(member.session), 'asking after all that');
      check.equal(await tally(), [rows + 2, jobs + 2], 'rows and jobs at the end');
    },
  },
];
