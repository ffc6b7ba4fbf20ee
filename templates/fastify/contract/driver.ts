import type { Driver } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { openServer } from './database.ts';
import { projectHost } from './project.ts';
import { startFresh, startProduction } from './started.ts';
import { startSystem } from './system.ts';

/** Maps the contract's operations to the service's HTTP API, on a real server process and a real Postgres. */
export async function createDriver(kit: Kit): Promise<Driver> {
  const server = await openServer(kit);
  return {
    ground: () => 'real',
    databaseServer: server.address,
    project: projectHost(kit, server),
    start: (settings) => startSystem(kit, server, settings),
    startFresh: () => startFresh(kit),
    startProduction: (database) => startProduction(kit, server, database),
    close: () => server.close(),
  };
}
