import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../contract/behaviour.ts';
import { exportDone } from './exports.ts';
import { newCredentials, newMember, newText } from './people.ts';

/** More requests at once than connections that a pool opens without need. */
const AT_ONCE = 20;

/** After so long without a request, the connections that the last ones used are idle. */
const IDLE_MS = 700;

/** Requests that differ in what they ask the database first: a write, or a read before a write or a read. */
const KINDS = ['sign up', 'create', 'list'] as const;

/** What a system does while its database is away, and after. */
export const OUTAGES: readonly Behaviour[] = [
  {
    id: 'S3',
    title: 'Liveness answers; readiness follows the database away and back, without a restart',
    group: 'S',
    needs: ['own processes', 'database', 'jobs'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const member = await newMember(system, check);
      check.ok(await operations.live(), 'liveness');
      check.ok(await operations.ready(), 'readiness with the database');
      for (const how of ['cut', 'silent'] as const) {
        await (how === 'cut' ? host.cutDatabase() : host.pauseDatabase());
        check.outcome(await operations.ready(), 'unavailable', `readiness, database ${how}`);
        check.ok(await operations.live(), `liveness, database ${how}`);
        await (how === 'cut' ? host.restoreDatabase() : host.resumeDatabase());
        await check.soon(
          () => operations.ready(),
          ({ outcome }) => outcome === 'ok',
          `readiness after the database was ${how} and is back`,
        );
        // The worker is back too, without a restart.
        const asked = await operations.requestExport(member.session);
        const { id } = check.ok(asked, `asking for an export, database ${how} and back`);
        await exportDone(system, check, member, id);
      }
    },
  },
  {
    id: 'S4',
    title: 'An idle database connection that is cut kills nothing; the next request works',
    group: 'S',
    needs: ['own processes', 'database', 'jobs'],
    async run({ check, start }) {
      const system = await start();
      const { operations, host } = system;
      const member = await newMember(system, check);
      const { session } = member;
      let notes = 0;
      const tries: Record<(typeof KINDS)[number], (what: string) => Promise<void>> = {
        'sign up': async (what) => {
          check.ok(await operations.signUp(newCredentials()), what);
        },
        create: async (what) => {
          check.ok(await operations.createNote(session, newText()), what);
          notes += 1;
        },
        list: async (what) => {
          const { items } = check.ok(await operations.listNotes(session, { limit: 100 }), what);
          check.equal(items.length, notes, 'notes after the cut');
        },
      };
      for (const by of ['server', 'network', 'server', 'network'] as const) {
        for (const first of KINDS) {
          // Requests at once open as many connections as the pool has.
          const warm = Array.from({ length: AT_ONCE }, () => operations.listNotes(session));
          for (const each of await Promise.all(warm)) check.ok(each, 'one of many at once');
          await sleep(IDLE_MS);
          await host.cutIdleConnections(by);
          const order = [first, ...KINDS.filter((kind) => kind !== first)];
          for (const [index, each] of [...order, ...order].entries()) {
            await tries[each](`${each}, request ${index + 1} after a cut by the ${by}`);
          }
        }
      }
      const { id } = check.ok(await operations.requestExport(session), 'asking for an export');
      await exportDone(system, check, member, id);
    },
  },
];
