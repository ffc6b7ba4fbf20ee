import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Variable } from '@plinth/schema/variable';
import type { Behaviour, RunningSystem } from '../contract/behaviour.ts';
import type { ProcessName } from '../contract/host.ts';
import type { Check } from '../suite/check.ts';
import { exportDone } from './exports.ts';
import { lastUser, promisedImage } from './image.ts';
import { newMember, newNote, noteIds, signIn } from './people.ts';

const SECRET = 'hunter2-conformance-hunter2';

/** Enough for what S5 leaves running at SIGTERM, on a busy machine too. */
const GRACE_SECONDS = 8;

export const START_AND_STOP: readonly Behaviour[] = [
  {
    id: 'S1',
    title: "The README's one command installs, migrates, seeds and serves with Node only",
    group: 'S',
    needs: ['database'],
    patience: 240,
    async run({ check, folder, startFresh }) {
      const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
      const system = await startFresh();
      check.that(
        readme.includes(`\n${system.command}\n`),
        'the README',
        `the command “${system.command}” on a line of its own`,
        readme.slice(0, 200),
      );
      check.ok(await system.operations.ready(), 'readiness after the one command');
      const session = await signIn(system, check, system.seeded);
      const { items } = check.ok(
        await system.operations.listNotes(session),
        'listing notes as the seeded account',
      );
      check.that(items.length > 0, 'notes of the seeded account', 'at least one', items.length);
      await newMember(system, check);
    },
  },
  {
    id: 'S2',
    title: 'A missing or malformed setting stops the start, named, without a secret',
    group: 'S',
    needs: [],
    patience: 120,
    async run({ check, composition, project }) {
      const own = composition.variables.filter(
        ({ usedBy, scope }) => scope !== 'development' && usedBy.some((each) => each !== 'tools'),
      );
      const required = own.filter((variable) => variable.required !== 'never');
      check.that(required.length > 0, 'required settings', 'at least one', required.length);
      const cases = [
        ...required.map((variable) => ({ variable, value: undefined })),
        ...own.flatMap((variable) => {
          const value = malformed(variable);
          return value === undefined ? [] : [{ variable, value }];
        }),
      ];
      for (let first = 0; first < cases.length; first += 4) {
        await Promise.all(
          cases.slice(first, first + 4).map(async ({ variable, value }) => {
            const { name } = variable;
            const what = `a start ${value === undefined ? 'without' : 'with a malformed'} ${name}`;
            const isProduction = variable.required === 'production' && value === undefined;
            const { code, output } = await project.attemptStart({
              ...(isProduction ? { NODE_ENV: 'production' } : {}),
              [name]: value,
            });
            check.that(code !== null && code !== 0, what, 'an exit code other than 0', code);
            check.that(output.includes(name), what, `${name} in the message`, output);
            const line = output.split('\n').find((each) => each.includes(name)) ?? '';
            const reason = line.replace(name, '').replaceAll(/[\s:]/g, '');
            check.that(reason.length > 5, what, 'what is wrong with it', line);
            check.that(/\.env\b|environment/i.test(output), what, 'where to set it', output);
            if (variable.secret) check.absent(output, { 'secret value': SECRET }, what);
          }),
        );
      }
    },
  },
  {
    id: 'S5',
    title: 'SIGTERM: what is in flight is answered, nothing new is taken, exit 0; jobs are kept',
    group: 'S',
    needs: ['own processes', 'database', 'jobs'],
    async run({ check, start }) {
      const system = await start({ graceSeconds: GRACE_SECONDS });
      const { operations, host } = system;
      const member = await newMember(system, check);
      await host.pauseDatabase();
      const inFlight = [1, 2, 3, 4].map((number) =>
        operations.createNote(member.session, { title: `In flight ${number}`, body: '' }),
      );
      await check.soon(
        () => host.waitingQueries(),
        (waiting) => waiting >= inFlight.length,
        'requests in flight that wait for the database',
      );
      const stopped = await stopInTime(system, check, 'api');
      await check.soon(
        () => operations.live(),
        ({ outcome }) => outcome === 'no answer' || outcome === 'unavailable',
        'a new request after SIGTERM is not taken',
      );
      // A stop that waits for what is quick alone is through by then.
      await sleep(1500);
      await host.resumeDatabase();
      for (const request of inFlight) check.ok(await request, 'a request in flight at SIGTERM');
      await stopped();

      await host.restart();
      const { items } = check.ok(await operations.listNotes(member.session), 'after the restart');
      check.equal(items.length, inFlight.length, 'notes of the requests in flight');

      const job = await host.holdExport();
      const { id } = check.ok(
        await operations.requestExport(member.session),
        'asking for an export',
      );
      await job.running;
      const workerStopped = await stopInTime(system, check, 'worker');
      await job.release();
      await workerStopped();
      await host.restart();
      await check.soon(
        async () => (await operations.readExport(member.session, id)).value?.state,
        (state) => state === 'done',
        'the job that ran at SIGTERM, finished or handed back',
        30,
      );
      check.equal(await host.exportEffects(id), 1, 'effects of the job that ran at SIGTERM');
    },
  },
  {
    id: 'S6',
    title: 'Migrations run from nothing, again without effect, and once when two start',
    group: 'S',
    needs: ['database'],
    async run({ check, project, start }) {
      const database = await project.createDatabase();
      check.equal(
        await project.appliedMigrations(database),
        [],
        'migrations before the first start',
      );
      const whole = { database, workers: 1 };
      const [first] = await Promise.all([start(whole), start(whole)]);
      check.ok(await first.operations.ready(), 'readiness of the first of two starts at once');
      const applied = await project.appliedMigrations(database);
      check.that(applied.length > 0, 'migrations after two starts at once', 'some', applied);
      check.equal(new Set(applied).size, applied.length, 'different ones among the applied');
      const member = await newMember(first, check);
      const note = await newNote(first, check, member);

      const schema = await project.schemaOf(database);
      const again = await project.migrate(database);
      check.that(again.code === 0, 'migrating again', 'exit code 0', again.output);
      check.equal(
        await project.appliedMigrations(database),
        applied,
        'migrations after the second run',
      );
      check.equal(await project.schemaOf(database), schema, 'schema after the second run');
      const session = await signIn(first, check, member);
      check.equal(await noteIds(first, check, session), [note.id], 'notes after the second run');

      const other = await project.createDatabase();
      const alone = await project.migrate(other);
      check.that(alone.code === 0, 'migrating from nothing', 'exit code 0', alone.output);
      check.equal(await project.schemaOf(other), schema, 'schema by the command alone');
    },
  },
  {
    id: 'S7',
    title: 'The production build starts without development packages; the image has a user',
    group: 'S',
    needs: ['own processes', 'database', 'jobs'],
    patience: 240,
    async run({ check, project, start, startProduction }) {
      const database = await project.createDatabase();
      // Without a worker, so that only the one of the production build can do the export.
      const development = await start({ database, workers: 0 });
      const member = await newMember(development, check);
      await newNote(development, check, member);

      const system = await startProduction(database);
      check.equal(system.developmentPackages, [], 'development packages in production');
      check.ok(await system.operations.ready(), 'readiness of the production build');
      check.outcome(await system.operations.listNotes(null), 'unauthenticated', 'an outsider');
      const session = await signIn(system, check, member);
      const { items } = check.ok(await system.operations.listNotes(session), 'listing notes');
      check.equal(items.length, 1, 'notes in the production build');
      const asked = await system.operations.requestExport(session);
      const { id } = check.ok(asked, 'asking for an export');
      await exportDone(system, check, { session }, id);

      const image = await promisedImage(project, check);
      if (image === undefined) return;
      const user = lastUser(image.definition);
      check.that(
        user !== undefined && !/^(root|0)(:|$)/.test(user),
        'user of the image',
        'a user other than root',
        user,
      );
    },
  },
];

/** Sends SIGTERM; the returned function checks that the process exits with 0 within its grace time from then. */
async function stopInTime(
  { host }: RunningSystem,
  check: Check,
  name: ProcessName,
): Promise<() => Promise<void>> {
  const end = performance.now() + GRACE_SECONDS * 1000;
  await host.signal(name, 'SIGTERM');
  return async () => {
    const late = sleep(Math.max(0, end - performance.now()), 'still running', { ref: false });
    const found = await Promise.race([host.exitCode(name), late]);
    check.equal(found, 0, `exit code of the ${name} within ${GRACE_SECONDS} seconds of SIGTERM`);
  };
}

/** A value that the variable cannot have; undefined where any text will do. */
function malformed(variable: Variable): string | undefined {
  switch (variable.type) {
    case 'integer':
      return '12x';
    case 'boolean':
      return 'perhaps';
    case 'enum':
      return 'none-of-them';
    case 'url':
      return `${SECRET} is no address`;
    case 'custom':
      return variable.secret ? SECRET : '?? no such form ??';
    case 'string':
      return variable.minLength === undefined ? undefined : 'x';
  }
}
