import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createAdaptorServer } from '@hono/node-server';

import { LocalStackError } from '../local-stack-error.ts';
import { listen } from '../ports.ts';
import type { LocalStack } from '../start.ts';
import { createFunctionLogs } from './function-logs.ts';
import { pageRoutes } from './routes.ts';

export interface DevPage {
  /** Takes a line that a function printed, from before the page is served. */
  takeLine: (source: string, line: string) => void;
  /** Serves the page on this machine alone, on the port or the next free one; 0 takes any. */
  serve(stack: LocalStack, port: number): Promise<string>;
  close(): Promise<void>;
}

const portsToTry = 20;

export function createPage(projectDirectory: string): DevPage {
  const logs = createFunctionLogs();
  let close = () => Promise.resolve();
  return {
    takeLine: (source, line) => logs.add(source, line),
    async serve({ url, outbox, sql }, port) {
      const routes = pageRoutes({ project: nameOf(projectDirectory), url, outbox, logs, sql });
      for (let candidate = port; candidate < port + portsToTry; candidate += 1) {
        const server = createAdaptorServer({ fetch: routes.fetch, overrideGlobalObjects: false });
        const bound = await listen(server, candidate);
        if (bound === undefined) continue;
        close = () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            if ('closeAllConnections' in server) server.closeAllConnections();
          });
        return `http://localhost:${bound}`;
      }
      throw new LocalStackError(
        `No free port from ${port} on for the development page; set DEV_PAGE_PORT.`,
      );
    },
    close: () => close(),
  };
}

function nameOf(directory: string): string {
  const { name } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    name?: string;
  };
  return name ?? 'project';
}
