import { watch } from 'node:fs';
import { join } from 'node:path';

import type { EdgeFunction } from './find.ts';
import { type FunctionProcess, startFunction } from './process.ts';

/** Runs each function in a process of its own, from its first call on. */
export interface FunctionRunner {
  /** Address of the running function; starts it where it is not running. */
  originOf(edgeFunction: EdgeFunction): Promise<string>;
  /** Process ids of the running functions, by name. */
  processes(): Promise<Record<string, number | undefined>>;
  close(): Promise<void>;
}

interface Means {
  /** The folder of config.toml. */
  directory: string;
  env: Record<string, string>;
  print: (name: string, line: string) => void;
}

export function createFunctionRunner({ directory, env, print }: Means): FunctionRunner {
  const running = new Map<string, Promise<FunctionProcess>>();
  // A function that has ended, whoever ended it, starts again with the next call.
  const ended = (name: string) => void running.delete(name);

  const stopAll = async () => {
    const processes = [...running.values()];
    running.clear();
    await Promise.all(
      processes.map((each) =>
        each.then(
          (it) => it.stop(),
          () => {},
        ),
      ),
    );
  };
  const watcher = restartOnChange(join(directory, 'functions'), stopAll);

  return {
    async originOf(edgeFunction) {
      const { name } = edgeFunction;
      const known = running.get(name);
      if (known) return (await known).origin;
      const starting = startFunction(edgeFunction, { directory, env, print, ended });
      running.set(name, starting);
      starting.catch(() => ended(name));
      return (await starting).origin;
    },
    async processes() {
      const entries = [...running].map(async ([name, each]) => [name, (await each).pid] as const);
      return Object.fromEntries(await Promise.all(entries));
    },
    async close() {
      watcher?.close();
      await stopAll();
    },
  };
}

/** Changed files take effect with the next call. */
function restartOnChange(directory: string, restart: () => Promise<void>) {
  let due: NodeJS.Timeout | undefined;
  try {
    return watch(directory, { recursive: true }, () => {
      clearTimeout(due);
      due = setTimeout(() => void restart(), 200);
    });
  } catch {
    return undefined; // no functions
  }
}
