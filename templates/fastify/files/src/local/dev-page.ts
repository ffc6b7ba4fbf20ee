import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from '../config.ts';
import { connect } from '../database/client.ts';
import { createLogger } from '../logger.ts';
import { createHealthCheck } from './page/health.ts';
import { jobsOf } from './page/jobs.ts';
import { readMails } from './page/mails.ts';
import type { PageParts } from './page/parts.ts';
import { createRecentLogs, type Source } from './page/recent-logs.ts';
import { startDevPage } from './page/server.ts';
import { createTraceStore } from './page/traces.ts';
import { ownTelemetrySetting } from './telemetry-settings.ts';

interface Project {
  directory: string;
  settings: NodeJS.ProcessEnv;
  config: Config;
  apiUrl: string;
  databaseUrl: string;
}

export interface ProjectPage {
  url: string;
  /** Takes a line that a process printed; false if the page's own health check caused it. */
  takeLine(source: Source, line: string): boolean;
  apiIsReady(): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens the development page of the project. */
export async function openPage(project: Project, port: number): Promise<ProjectPage> {
  const { directory, settings, config, apiUrl, databaseUrl } = project;
  // Quiet: whether the database answers is on the page.
  const database = connect(databaseUrl, 2, createLogger('silent'));
  const health = createHealthCheck(apiUrl, database.db);
  const logs = createRecentLogs();
  const traces = ownTelemetrySetting(settings);
  const parts: PageParts = {
    project: nameOf(directory),
    apiUrl,
    docsUrl: config.API_DOCS ? `${apiUrl}/docs` : undefined,
    elsewhere: { ...(config.SMTP_URL && { mails: 'SMTP_URL' }), ...(traces && { traces }) },
    mails: () => readMails(join(directory, '.local', 'outbox')),
    health: () => health.read(),
    traces: createTraceStore(),
    logs,
    jobs: jobsOf(database.db),
  };
  const page = await startDevPage(parts, port);
  return {
    url: page.url,
    takeLine(source, line) {
      if (line.includes(health.traceId)) return false;
      logs.add(source, line);
      return true;
    },
    apiIsReady: async () => (await health.askApi()).ok,
    async close() {
      await page.close();
      await database.close();
    },
  };
}

function nameOf(directory: string): string {
  const { name } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
    name?: string;
  };
  return name ?? 'service';
}
