import type { Driver } from '@plinth/conformance/contract/driver';
import type { Kit } from '@plinth/conformance/kit/kit';

import { openServer } from './database.ts';
import { projectHost } from './project.ts';
import { startFresh, startProduction } from './started.ts';
import { storageGround, storageOpener } from './storage.ts';
import { startSystem } from './system.ts';

/** Maps the contract's operations to the service's HTTP API, on a real server process and a real Postgres. */
export async function createDriver(kit: Kit): Promise<Driver> {
  const openStorage = storageOpener(kit);
  const server = await openServer(kit);
  const parts = { kit, server, openStorage };
  return {
    ground: (footing) => (footing === 'storage' ? storageGround(kit) : 'real'),
    databaseServer: server.address,
    project: projectHost(kit, server),
    start: (settings) => startSystem(parts, settings),
    startFresh: () => startFresh(kit),
    startProduction: (database) => startProduction(parts, database),
    close: () => server.close(),
  };
}
