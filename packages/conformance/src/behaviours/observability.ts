import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { LogLine, Metrics, Span } from '../contract/host.ts';
import type { Answer } from '../contract/outcome.ts';
import type { Check } from '../suite/check.ts';
import { exportDone } from './exports.ts';
import { newOwnCode } from './own-code.ts';
import { newMember, newNote } from './people.ts';

/** What an answer to an unexpected error must not tell: statements, places in the code, packages. */
const INTERNALS = /\bselect\b|\binsert\b|relation|node_modules|\.[jt]s:\d+|\bat \S+ \(/i;

/** What a route must not hold: it names a kind of request. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;

export const OBSERVABILITY: readonly Behaviour[] = [
  {
    id: 'O1',
    title: 'A trace id in each answer and each of its log lines; logs are JSON with what happened',
    group: 'O',
    needs: ['jobs'],
    async run({ check, composition, start }) {
      const system = await start();
      const own = await newOwnCode(system, check, composition);
      const answers: Readonly<Record<string, Answer<unknown>>> = {
        'a good call': await own.good(),
        'a change': await own.goodChange(),
        'wrong input': await own.invalid(),
        'an unknown record': await own.unknown(),
        'no session': await own.withoutSession(),
      };
      const traces = Object.values(answers).map(({ traceId }) => traceId);
      check.equal(new Set(traces).size, traces.length, 'different trace ids');
      for (const [what, { traceId = '' }] of Object.entries(answers)) {
        check.that(traceId.length >= 16, `the trace id in the answer to ${what}`, 'one', traceId);
        const lines = await linesOf(system, check, traceId, what);
        const summary = lines.find(({ json }) => json?.status !== undefined)?.json;
        check.that(typeof summary?.level === 'string', `the log of ${what}`, 'a level', summary);
        check.that(isTime(summary?.time), `the log of ${what}`, 'a time', summary);
        check.that((summary?.route ?? '') !== '', `the log of ${what}`, 'a route', summary);
        check.that(!ID.test(summary?.route ?? ''), `the log of ${what}`, 'no id', summary);
        check.that((summary?.durationMs ?? -1) >= 0, `the log of ${what}`, 'a duration', summary);
      }
      const mend = await own.break();
      const broken = await own.breakable();
      await mend();
      const lines = await linesOf(system, check, broken.traceId ?? '', 'a request that fails');
      check.that(lines.length >= 2, 'lines of a request that fails', 'its error too', lines);

      const asked = await system.operations.requestExport(own.member.session);
      const { id } = check.ok(asked, 'asking for an export');
      await exportDone(system, check, own.member, id);
      const all = await system.host.logs();
      const byWorker = all.filter(({ process }) => process === 'worker');
      check.that(byWorker.length > 0, 'log lines of the worker', 'at least one', byWorker.length);
      check.equal(
        all.filter(({ json }) => json && (!json.level || !isTime(json.time))),
        [],
        'log lines without a level or a time',
      );
      check.equal(
        all.filter(({ json }) => json === undefined).map(({ text }) => text),
        [],
        'log lines that are no JSON',
      );
      check.equal(
        all.filter(({ json }) => json?.status !== undefined && json.traceId === undefined),
        [],
        'log lines of requests without a trace id',
      );
    },
  },
  {
    id: 'O2',
    title: 'One trace holds the request, its database calls and the job that it caused',
    group: 'O',
    needs: ['own processes', 'jobs'],
    async run({ check, start }) {
      const system = await start({ telemetry: true });
      const { operations, host } = system;
      const member = await newMember(system, check);
      const answer = await operations.requestExport(member.session);
      check.ok(answer, 'asking for an export');
      const inTrace = async (): Promise<Span[]> =>
        (await host.spans()).filter(({ traceId }) => traceId === answer.traceId);
      await check.soon(
        inTrace,
        (found) => ['request', 'job'].every((each) => found.some(({ about }) => about === each)),
        'spans of the request and of the job in one trace',
        30,
      );
      // What began or ended around them is on its way.
      const spans = await check.soon(
        inTrace,
        (found) => rootsOf(found).length === 1,
        'a trace in one piece',
      );
      const of = (about: Span['about']): Span[] => spans.filter((span) => span.about === about);
      check.equal(of('request').length, 1, 'spans of the request');
      check.equal(
        rootsOf(spans).map(({ about }) => about),
        ['request'],
        'spans without a parent in the trace',
      );
      const causes = of('database').map((span) => ancestorsOf(span, spans));
      check.that(
        causes.some((above) => above[0] === 'request'),
        'database calls of the request',
        'at least one',
        spans,
      );
    },
  },
  {
    id: 'O3',
    title: 'Metrics tell requests by route and status, jobs by outcome, and the use of the pool',
    group: 'O',
    needs: ['own processes', 'jobs'],
    patience: 90,
    async run({ check, start }) {
      const system = await start({ telemetry: true, shortRetries: true });
      const { operations, host } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      for (let times = 0; times < 3; times += 1) {
        check.ok(await operations.readNote(member.session, note.id), 'reading');
      }
      check.outcome(await operations.readNote(null, note.id), 'unauthenticated', 'an outsider');
      const mend = await host.failExports(1);
      check.ok(await operations.requestExport(member.session), 'asking for an export');
      const all = await check.soon(
        () => host.metrics(),
        (ways) =>
          ways.length > 0 &&
          ways.every(({ jobs }) => ['ok', 'failed'].every((each) => countOf(jobs, each) >= 1)),
        'metrics of a job that failed and then came through, by each way',
        60,
      );
      await mend();
      for (const { way, requests, jobs, pool } of all) {
        const of = (what: string): string => `${what}, by ${way}`;
        const named = requests.filter(({ route }) => !route.includes(note.id));
        check.equal(named.length, requests.length, of('routes without an id in them'));
        const read = requests.find(({ status, count }) => status === '200' && count >= 3);
        check.that(read !== undefined, of('requests'), 'three with 200 on one route', requests);
        const refused = requests.find(
          ({ route, status, count }) => route === read?.route && status === '401' && count >= 1,
        );
        check.that(refused !== undefined, of('requests'), 'one with 401 on that route', requests);
        const times = [...requests, ...jobs].map(({ seconds }) => seconds);
        check.that(
          times.every((seconds) => seconds > 0 && seconds < 60),
          of('durations'),
          'times in seconds',
          times,
        );
        check.that((pool?.open ?? 0) > 0, of('connections of the pool'), 'some', pool);
        check.that((pool?.used ?? -1) >= 0, of('connections in use'), 'a number', pool);
      }
      check.equal(await host.publicMetrics(), [], 'public addresses of the metrics');
    },
  },
  {
    id: 'O4',
    title:
      'An unexpected error is logged once with its stack, reported, answered without internals',
    group: 'O',
    needs: [],
    async run({ check, composition, start }) {
      for (const errorTracker of [false, true]) {
        const system = await start(errorTracker ? { errorTracker } : {});
        const { host } = system;
        const own = await newOwnCode(system, check, composition);
        const { member } = own;
        check.outcome(await own.unknown(), ['not-found', 'forbidden'], 'an expected failure');
        const mend = await own.break();
        const answer = await own.breakable();
        await mend();
        check.equal(answer.outcome, 'error', 'the outcome of an unexpected error');
        check.that(!INTERNALS.test(answer.raw), 'its answer', 'no internals', answer.raw);
        const internals = await host.internals();
        check.that(internals.length > 0, 'words of the inside', 'at least one', internals);
        check.absent(
          answer.raw,
          Object.fromEntries(internals.map((word) => [word, word])),
          'its answer',
        );
        // That each line carries its trace id is a behaviour of its own.
        const stacks = async (): Promise<LogLine[]> =>
          (await host.logs()).filter(({ json }) => /\bat /.test(json?.stack ?? ''));
        await check.soon(stacks, (found) => found.length > 0, 'the stack of the error in the log');
        check.ok(await own.breakable(), 'the next request');
        const [line, ...more] = await stacks();
        check.equal(more, [], 'further log lines with a stack');
        check.equal(line?.json?.level, 'error', 'the level of the one');
        if (!errorTracker) continue;
        const reports = await check.soon(
          () => host.errorReports(),
          (found) => found.length > 0,
          'a report to the error tracker',
        );
        check.equal(reports.length, 1, 'reports to the error tracker');
        check.that(
          reports[0]?.includes(answer.traceId ?? 'a trace id') === true,
          'the report',
          'the trace id of the answer',
          reports[0],
        );
        check.absent(
          reports.join('\n'),
          { password: member.password, token: member.session.bearer },
          'the report',
        );
      }
    },
  },
];

function isTime(text = ''): boolean {
  return !Number.isNaN(Date.parse(text));
}

/** Spans whose parent is not among them. */
function rootsOf(spans: readonly Span[]): Span[] {
  const ids = new Set(spans.map(({ id }) => id));
  return spans.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
}

/** What the spans above are about, the nearest first, without those that are about nothing in particular. */
function ancestorsOf(span: Span, spans: readonly Span[]): Span['about'][] {
  const parent = spans.find(({ id }) => id === span.parentId);
  if (!parent) return [];
  const above = ancestorsOf(parent, spans);
  return parent.about === 'other' ? above : [parent.about, ...above];
}

function countOf(jobs: Metrics['jobs'], outcome: string): number {
  return jobs.find((each) => each.outcome === outcome)?.count ?? 0;
}

async function linesOf(
  { host }: RunningSystem,
  check: Check,
  traceId: string,
  what: string,
): Promise<LogLine[]> {
  return check.soon(
    async () => (await host.logs()).filter(({ json }) => json?.traceId === traceId),
    (lines) => lines.some(({ json }) => json?.status !== undefined),
    `log lines of ${what}`,
  );
}
