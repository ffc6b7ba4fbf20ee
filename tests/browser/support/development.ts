import { stripVTControlCharacters } from 'node:util';
import path from 'node:path';
import {
  machineEnvironment,
  pnpmFolder,
  run,
  serve,
  freePort,
  type Served,
} from '../../support/smoke.ts';
import { ROOT } from '../../support/repository.ts';

export interface Development extends AsyncDisposable {
  readonly apiUrl: string;
  /** Address of the development page, as the command has printed it. */
  readonly pageUrl: string;
  /** Folder that the service keeps files in. */
  readonly storage: string;
  output(): string;
}

/** Writes a project into the folder, installs it and runs its development command on free ports. */
export async function startDevelopment(folder: string): Promise<Development> {
  const project = path.join(folder, 'notes-api');
  const storage = path.join(folder, 'storage');
  const env = {
    ...machineEnvironment(pnpmFolder(folder)),
    STORAGE_DIR: storage,
    DEV_PAGE_PORT: String(await freePort()),
    // A job that fails is dead within half a minute instead of minutes.
    JOBS_RETRY_SECONDS: '1',
    JOBS_MONITOR_SECONDS: '1',
  };
  const flags = ['--stack', 'fastify', '--yes', '--no-git', '--package-manager', 'pnpm'];
  const created = await run('npm', ['run', '--silent', 'create', '--', project, ...flags], {
    cwd: ROOT,
    env,
  });
  if (created.code !== 0) throw new Error(`The project is not created:\n${created.output}`);

  const cleanUp = () => run('pnpm', ['run', 'db:stop'], { cwd: project, env });
  try {
    const served = await serve('pnpm', ['run', 'dev'], {
      cwd: project,
      env,
      port: 'PORT',
      ready: '/health/ready',
      patience: 120_000,
    });
    const addresses = await readAddresses(served);
    return {
      ...addresses,
      storage,
      output: () => served.output(),
      async [Symbol.asyncDispose]() {
        await served[Symbol.asyncDispose]();
        await cleanUp();
      },
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** What the command prints as soon as everything runs. */
async function readAddresses(served: Served): Promise<{ apiUrl: string; pageUrl: string }> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    const screen = stripVTControlCharacters(served.output());
    const apiUrl = /^ +API +(http\S+)/m.exec(screen)?.[1];
    const pageUrl = /^ +Dev page +(http\S+)/m.exec(screen)?.[1];
    if (apiUrl !== undefined && pageUrl !== undefined) return { apiUrl, pageUrl };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await served[Symbol.asyncDispose]();
  throw new Error(`The command does not say what runs where:\n${served.output()}`);
}
