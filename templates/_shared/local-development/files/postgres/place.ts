import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { z } from 'zod';

/** Where the local database of one project lives. */
export interface Place {
  /** Inside the project: lock and owner file. */
  project: string;
  /** Owned by the user that runs the server: data, password, log. */
  server: string;
  data: string;
  password: string;
  log: string;
  /** Set when the binaries must be copied to where the server's user can read them. */
  binaries: string | undefined;
}

/** How the project folder came to be where it is now. */
export type Arrival = 'unchanged' | 'new' | 'moved' | 'copied';

const ownerRecord = z.object({ id: z.string(), directory: z.string() });
type Owner = z.infer<typeof ownerRecord>;

/** The user "nobody": Postgres refuses to run as root. */
const nobody = 65534;
export const serverUser = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : undefined;

/** The folder of lock and owner file; a container that shares the folder with its host has its own. */
export function projectFolder(projectDirectory: string): string {
  const inContainer = existsSync('/.dockerenv') || existsSync('/run/.containerenv');
  const folder = join(realpathSync(projectDirectory), '.local');
  return join(folder, inContainer ? 'postgres-container' : 'postgres');
}

/**
 * Call this while holding the lock. A folder that was moved keeps its database, a folder that was
 * copied gets a new one: two servers must never work on the same files.
 */
export function claimPlace(project: string): { place: Place; arrival: Arrival } {
  const known = readOwner(project);
  const arrival = arrivalOf(project, known);
  const id = known && arrival !== 'copied' ? known.id : randomBytes(8).toString('hex');
  const place = serverUser ? placeForRoot(project, id) : placeInside(project);
  if (arrival === 'copied') rmSync(place.data, { recursive: true, force: true });
  if (arrival !== 'unchanged') {
    writeFileSync(ownerFile(project), JSON.stringify({ id, directory: project } satisfies Owner));
  }
  return { place, arrival };
}

function arrivalOf(project: string, owner: Owner | undefined): Arrival {
  if (!owner) return 'new';
  if (owner.directory === project) return 'unchanged';
  return readOwner(owner.directory)?.id === owner.id ? 'copied' : 'moved';
}

function ownerFile(project: string): string {
  return join(project, 'owner.json');
}

function readOwner(project: string): Owner | undefined {
  try {
    return ownerRecord.parse(JSON.parse(readFileSync(ownerFile(project), 'utf8')));
  } catch {
    return undefined;
  }
}

function placeInside(project: string): Place {
  return { ...filesIn(project), project, binaries: undefined };
}

/** The server's user may not reach the project (a home folder with mode 0700), so use the temporary folder. */
function placeForRoot(project: string, id: string): Place {
  const home = join(reachableTemporaryFolder(), `local-postgres-${id}`);
  const server = join(home, 'server');
  if (!existsSync(server)) {
    mkdirSync(server, { recursive: true });
    chmodSync(home, 0o755);
    chmodSync(server, 0o700);
    chownSync(server, nobody, nobody);
  }
  return { ...filesIn(server), project, binaries: home };
}

function filesIn(server: string): Pick<Place, 'server' | 'data' | 'password' | 'log'> {
  return {
    server,
    data: join(server, 'data'),
    password: join(server, 'password'),
    log: join(server, 'log'),
  };
}

function reachableTemporaryFolder(): string {
  return [tmpdir(), '/var/tmp', '/tmp'].find(isReachableByAll) ?? tmpdir();
}

function isReachableByAll(folder: string): boolean {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0;
  const parent = dirname(folder);
  return (mode & 0o001) !== 0 && (parent === folder || isReachableByAll(parent));
}
