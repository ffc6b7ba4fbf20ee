import type { Footing } from '@plinth/conformance/contract/behaviour';
import type { Driver, Ground } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { openServer } from './database.ts';
import { projectHost } from './project.ts';
import { startFresh } from './started.ts';
import { startSystem } from './system.ts';

/**
 * Auth, Storage, the Data API and the gateway before the functions are stood in for, so whatever an operation does went
 * through a stand-in. Postgres, its rules, and the functions behind that are the real ones.
 */
const STAND_INS: readonly Footing[] = ['interface', 'auth', 'storage', 'silent sign-up'];

/** Maps the contract's operations to the SDK, against the project's local stack on a real Postgres. */
export async function createDriver(kit: Kit): Promise<Driver> {
  const server = await openServer(kit);
  const parts = { kit, server };
  return {
    ground: (footing): Ground => (STAND_INS.includes(footing) ? 'stand-in' : 'real'),
    databaseServer: server.address,
    project: projectHost(kit, server),
    start: (settings) => startSystem(parts, settings),
    startFresh: () => startFresh(kit),
    close: () => server.close(),
  };
}
