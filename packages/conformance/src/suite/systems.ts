import type { Behaviour, Context, RunningSystem } from '../contract/behaviour.ts';
import type { Driver, Settings, System } from '../contract/driver.ts';
import type { SystemHost } from '../contract/host.ts';
import type { Operations } from '../contract/operations.ts';
import { MissingOperation } from '../contract/outcome.ts';
import { complete } from './complete.ts';

/** The systems of a run: one that behaviours share, and those that a behaviour starts for itself. */
export interface Systems extends AsyncDisposable {
  /** The faces of a context for one behaviour; disposing ends what it started. */
  forBehaviour(behaviour: Pick<Behaviour, 'needs'>): Pick<
    Context,
    'shared' | 'start' | 'startFresh' | 'startProduction'
  > & {
    /** Whether the behaviour has called an operation. */
    readonly usedInterface: boolean;
  } & AsyncDisposable;
}

/** Does work under a name. */
export type Label = <Value>(name: string, work: () => Promise<Value>) => Promise<Value>;

export function createSystems(driver: Driver, label: Label): Systems {
  let shared: Promise<System> | undefined;

  const forBehaviour: Systems['forBehaviour'] = ({ needs }) => {
    const defaults: Settings = needs.includes('jobs') ? {} : { workers: 0 };
    const own: System[] = [];
    let closed = false;
    let usedInterface = false;
    const face = ({ operations, host }: System): RunningSystem => ({
      operations: noting(complete<Operations>(operations), () => (usedInterface = true)),
      host: complete<SystemHost>(host),
    });
    const keep = async <Each extends System>(starting: Promise<Each>): Promise<Each> => {
      const system = await starting;
      // It came up after the behaviour was given up.
      if (closed) await system[Symbol.asyncDispose]();
      else own.push(system);
      return system;
    };
    return {
      get usedInterface() {
        return usedInterface;
      },
      shared: async () => {
        shared ??= label('shared', () => startWith(driver, 'start', (start) => start({})));
        return face(await shared);
      },
      start: async (settings = {}) =>
        face(
          await keep(startWith(driver, 'start', (start) => start({ ...defaults, ...settings }))),
        ),
      startFresh: async () => {
        const system = await keep(startWith(driver, 'startFresh', (start) => start()));
        return { ...face(system), command: system.command, seeded: system.seeded };
      },
      startProduction: async (database) => {
        const system = await keep(startWith(driver, 'startProduction', (start) => start(database)));
        return { ...face(system), developmentPackages: system.developmentPackages };
      },
      async [Symbol.asyncDispose]() {
        closed = true;
        await Promise.all(own.map((system) => system[Symbol.asyncDispose]()));
      },
    };
  };
  return {
    forBehaviour,
    async [Symbol.asyncDispose]() {
      const system = await shared?.catch(() => undefined);
      await system?.[Symbol.asyncDispose]();
    },
  };
}

/** The same operations; each use of one is noted. */
function noting(operations: Operations, note: () => void): Operations {
  return new Proxy(operations, {
    get(target, name) {
      note();
      return Reflect.get(target, name) as unknown;
    },
  });
}

/** Calls one of the driver's ways to start, and says so where it has not got it. */
async function startWith<Name extends 'start' | 'startFresh' | 'startProduction', Started>(
  driver: Driver,
  name: Name,
  call: (start: NonNullable<Driver[Name]>) => Promise<Started>,
): Promise<Started> {
  const start = driver[name];
  if (!start) throw new MissingOperation(name);
  return call(start);
}
