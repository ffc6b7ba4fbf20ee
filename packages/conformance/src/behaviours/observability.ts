import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { LogLine, Span } from '../contract/host.ts';
import type { Answer } from '../contract/outcome.ts';
import type { Check } from '../suite/check.ts';
import { mailTo, newCredentials, newMember, newNote, signIn } from './people.ts';
import { textFile } from './samples.ts';

/** What an answer to an unexpected error must not tell: statements, tables, places in the code, packages. */
const INTERNALS =
  /\bselect\b|\binsert\b|relation|notes_away|node_modules|\.[jt]s:\d+|\bat \S+ \(|42P01/i;

export const OBSERVABILITY: readonly Behaviour[] = [
  {
    id: 'O1',
    title: 'A trace id in each answer and each of its log lines; logs are JSON with what happened',
    group: 'O',
    needs: [],
    async run({ check, start }) {
      const system = await start();
      const { operations } = system;
      const member = await newMember(system, check);
      const note = await newNote(system, check, member);
      const answers: Readonly<Record<string, Answer<unknown>>> = {
        'reading a note': await operations.readNote(member.session, note.id),
        'making one': await operations.createNote(member.session, { title: 'x', body: '' }),
        'wrong input': await operations.createNote(member.session, { title: '' }),
        'an unknown note': await operations.readNote(member.session, crypto.randomUUID()),
        'no session': await operations.listNotes(null),
      };
      const traces = Object.values(answers).map(({ traceId }) => traceId);
      check.equal(new Set(traces).size, traces.length, 'different trace ids');
      for (const [what, { traceId = '' }] of Object.entries(answers)) {
        check.that(traceId.length >= 16, `the trace id in the answer to ${what}`, 'one', traceId);
        const lines = await linesOf(system, check, traceId, what);
        const summary = lines.find(({ json }) => json?.status !== undefined)?.json;
        check.that(typeof summary?.level === 'string', `the log of ${what}`, 'a level', summary);
        check.that(
          !Number.isNaN(Date.parse(summary?.time ?? '')),
          `the log of ${what}`,
          'a time',
          summary,
        );
        check.that((summary?.route ?? '') !== '', `the log of ${what}`, 'a route', summary);
        check.that(!summary?.route?.includes(note.id), `the log of ${what}`, 'no id', summary);
        check.that((summary?.durationMs ?? -1) >= 0, `the log of ${what}`, 'a duration', summary);
      }
      const mend = await system.host.breakNotes();
      const broken = await operations.listNotes(member.session);
      await mend();
      const lines = await linesOf(system, check, broken.traceId ?? '', 'a request that fails');
      check.that(lines.length >= 2, 'lines of a request that fails', 'its error too', lines);
      const all = await system.host.logs();
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
      const spans = await check.soon(
        async () => (await host.spans()).filter(({ traceId }) => traceId === answer.traceId),
        (found) => found.some(({ about }) => about === 'job'),
        'a span of the job in the trace of the request',
        30,
      );
      const of = (about: Span['about']): Span[] => spans.filter((span) => span.about === about);
      check.equal(of('request').length, 1, 'spans of the request');
      check.that(of('database').length > 0, 'spans of database calls', 'at least one', spans);
      const ids = new Set(spans.map(({ id }) => id));
      const roots = spans.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
      check.equal(
        roots.map(({ about }) => about),
        ['request'],
        'spans without a parent in the trace',
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
      const metrics = await check.soon(
        () => host.metrics(),
        ({ jobs }) => jobs.some(({ outcome }) => outcome === 'ok'),
        'metrics of a job that came through',
        60,
      );
      await mend();
      const reads = metrics.requests.filter(({ route }) => !route.includes(note.id));
      check.equal(reads.length, metrics.requests.length, 'routes without an id in them');
      const one = (status: string) =>
        metrics.requests.find((each) => each.status === status && each.count >= 1);
      check.that(
        metrics.requests.some(({ status, count }) => status === '200' && count >= 3),
        'requests by route and status',
        'at least three with 200 on one route',
        metrics.requests,
      );
      check.that(one('401') !== undefined, 'requests', 'one with 401', metrics.requests);
      check.that(
        metrics.requests.every(({ seconds }) => seconds >= 0),
        'durations of requests',
        'times',
        metrics.requests,
      );
      const failedRuns = metrics.jobs.find(({ outcome }) => outcome === 'failed');
      check.that((failedRuns?.count ?? 0) >= 1, 'runs of jobs', 'a failed one', metrics.jobs);
      check.that(
        metrics.jobs.every(({ seconds }) => seconds >= 0),
        'durations of jobs',
        'times',
        metrics.jobs,
      );
      check.that((metrics.pool?.open ?? 0) > 0, 'connections of the pool', 'some', metrics.pool);
      check.equal(metrics.publicAddress, undefined, 'an address of the metrics that is public');
    },
  },
  {
    id: 'O4',
    title:
      'An unexpected error is logged once with its stack, reported, answered without internals',
    group: 'O',
    needs: [],
    async run({ check, start }) {
      for (const errorTracker of [false, true]) {
        const system = await start(errorTracker ? { errorTracker } : {});
        const { operations, host } = system;
        const member = await newMember(system, check);
        const mend = await host.breakNotes();
        const answer = await operations.listNotes(member.session);
        await mend();
        check.equal(answer.outcome, 'error', 'the outcome of an unexpected error');
        check.that(!INTERNALS.test(answer.raw), 'its answer', 'no internals', answer.raw);
        const lines = await linesOf(system, check, answer.traceId ?? '', 'the failed request');
        const stacks = lines.filter(({ json }) => /\bat /.test(json?.stack ?? ''));
        check.equal(stacks.length, 1, 'log lines with the stack of the error');
        check.equal(stacks[0]?.json?.level, 'error', 'their level');
        check.ok(await operations.listNotes(member.session), 'the next request');
        if (!errorTracker) continue;
        const reports = await check.soon(
          () => host.errorReports(),
          (found) => found.length > 0,
          'a report to the error tracker',
        );
        check.equal(reports.length, 1, 'reports to the error tracker');
        check.absent(
          reports.join('\n'),
          { password: member.password, token: member.session.bearer },
          'the report',
        );
      }
    },
  },
  {
    id: 'O5',
    title: 'Passwords, tokens, cookies and signed links appear in no log line and no span',
    group: 'O',
    needs: ['auth'],
    async run({ check, start }) {
      const system = await start();
      const secrets = await useSecrets(system, check);
      const logs = await system.host.logs();
      check.that(logs.length > 5, 'log lines', 'more than five', logs.length);
      check.absent(logs.map(({ text }) => text).join('\n'), secrets, 'the log');

      const traced = await start({ telemetry: true });
      const inTrace = {
        ...(await useSecrets(traced, check)),
        ...(await useSignedLink(traced, check)),
      };
      const spans = await check.soon(
        () => traced.host.spans(),
        (found) => found.length > 5,
        'spans',
      );
      check.absent(JSON.stringify(spans), inTrace, 'the spans');
      const tracedLogs = (await traced.host.logs()).map(({ text }) => text).join('\n');
      check.absent(tracedLogs, inTrace, 'the log beside the spans');
    },
  },
];

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

/** Sends every kind of secret through the system, rightly and wrongly; gives them by name. */
async function useSecrets(system: RunningSystem, check: Check): Promise<Record<string, string>> {
  const { operations } = system;
  const person = newCredentials();
  const wrongPassword = `wrong-${person.password}`;
  const weakPassword = `7${person.password.slice(-6)}`;
  check.ok(await operations.signUp(person), 'signing up');
  check.invalid(
    await operations.signUp({ ...newCredentials(), password: weakPassword }),
    'signing up with a weak password',
  );
  const confirmation = await mailTo(system, check, person.email);
  check.ok(await operations.confirm(confirmation), 'confirming');
  check.outcome(
    await operations.signIn({ ...person, password: wrongPassword }),
    'unauthenticated',
    'a wrong password',
  );
  const { bearer } = await signIn(system, check, person);
  check.ok(await operations.listNotes({ bearer }), 'listing notes');
  const forged = `forged${bearer}`;
  check.outcome(await operations.listNotes({ bearer: forged }), 'unauthenticated', 'a forged one');
  const browser = check.ok(await operations.signInAsBrowser(person), 'signing in as a browser');
  check.ok(await operations.requestPasswordReset(person.email), 'asking for a reset');
  const reset = await mailTo(system, check, person.email, 1);
  const newPassword = `new-${person.password}`;
  check.ok(await operations.resetPassword(reset, newPassword), 'resetting');
  check.invalid(await operations.resetPassword(reset, newPassword), 'resetting again');

  const mend = await system.host.breakNotes();
  await operations.createNote({ bearer }, { title: person.password, body: '' });
  await mend();
  const secrets: Record<string, string> = {
    password: person.password,
    'wrong password': wrongPassword,
    'weak password': weakPassword,
    'new password': newPassword,
    'session token': bearer,
    'forged token': forged,
    'confirmation token': secretOf(confirmation.links[0]),
    'reset token': secretOf(reset.links[0]),
  };
  for (const [index, pair] of browser.cookie.split('; ').filter(Boolean).entries()) {
    secrets[`cookie ${index}`] = pair.slice(pair.indexOf('=') + 1);
  }
  return secrets;
}

async function useSignedLink(system: RunningSystem, check: Check): Promise<Record<string, string>> {
  const { operations } = system;
  const member = await newMember(system, check);
  const note = await newNote(system, check, member);
  const attachment = check.ok(
    await operations.upload(member.session, note.id, textFile(10)),
    'uploading',
  );
  const link = check.ok(await operations.signLink(member.session, attachment), 'signing a link');
  check.ok(await operations.followLink(link), 'following it');
  return { 'signed link': secretOf(link) };
}

/** The longest word of an address: what makes it secret. */
function secretOf(link = ''): string {
  return link.split(/[/?&=#]/).reduce((a, b) => (b.length > a.length ? b : a), '');
}
