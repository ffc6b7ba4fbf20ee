import { scriptCommand } from './documented-commands.ts';
import type { Kit } from './kit.ts';
import type { RunningProcess } from './processes.ts';

export interface FreshOptions {
  /** Settles when the system serves, and rejects where it does not. */
  serves(run: RunningProcess, url: string): Promise<void>;
  /** Ends what outlives the command, such as a database server of its own. */
  close(folder: string): Promise<void>;
}

/** A system that the one command of its README started. */
export interface FreshStart {
  readonly folder: string;
  readonly url: string;
  readonly command: string;
  readonly run: RunningProcess;
  stop(): Promise<void>;
}

/** Runs `dev` in a copy that has neither packages nor settings nor a database, where Docker does not answer. */
export async function startFresh(
  kit: Pick<Kit, 'copy' | 'freePort' | 'spawn' | 'atEnd'>,
  { serves, close }: FreshOptions,
): Promise<FreshStart> {
  const folder = kit.copy('fresh');
  const port = await kit.freePort();
  const url = `http://127.0.0.1:${port}`;
  const [program, ...parameters] = scriptCommand(folder, 'dev');
  const run = kit.spawn('dev', program, parameters, {
    cwd: folder,
    env: {
      PORT: String(port),
      DEV_PAGE_PORT: String(await kit.freePort()),
      DOCKER_HOST: 'tcp://127.0.0.1:1',
    },
  });
  const stop = kit.atEnd(async () => {
    await run[Symbol.asyncDispose]();
    await close(folder);
  });
  try {
    await serves(run, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, url, command: [program, ...parameters].join(' '), run, stop };
}
