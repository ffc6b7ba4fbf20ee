// npm run bench:service [-- --quick] [--seconds N] [--node FILE] [--write]: what the generated service
// costs beside the same work by hand, from one run on its production build and its embedded Postgres.
// --node measures on another Node than the repository's; --write puts the figures into docs/benchmarks.md.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readArguments, refuse } from './arguments.ts';
import { measureJobs } from './bench-service/jobs.ts';
import { type BenchProject, prepareProject } from './bench-service/project.ts';
import { report } from './bench-service/report.ts';
import { measureRequests } from './bench-service/requests.ts';
import { measureRestart } from './bench-service/restart.ts';
import { writeBenchmarks } from './bench/document.ts';

const USAGE = 'npm run bench:service -- [--quick] [--seconds N] [--write]';
const { values } = readArguments(USAGE, {
  options: {
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    node: { type: 'string', default: process.execPath },
    write: { type: 'boolean' },
  },
});
const size = values.quick
  ? { rounds: 3, reads: 1_000, writes: 500, jobs: 500, connections: 200, seconds: 10 }
  : { rounds: 7, reads: 3_000, writes: 1_500, jobs: 1_500, connections: 200, seconds: 60 };
const seconds = Number(values.seconds ?? size.seconds);
if (!Number.isInteger(seconds) || seconds < 2) {
  refuse('--seconds takes a whole number from 2', USAGE);
}
const node = execFileSync(values.node, ['-p', 'process.versions.node'], {
  encoding: 'utf8',
}).trim();

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-bench-service-'));
let project: BenchProject | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    cleanUp();
    process.exit(128 + os.constants.signals[signal]);
  });
}
try {
  // The database runs as another user where this one is root.
  fs.chmodSync(folder, 0o755);
  project = await prepareProject(path.join(folder, 'bench'), values.node);
  const requests = await measureRequests(project, size);
  const jobs = await measureJobs(project, size);
  const restart = await measureRestart(project, { connections: size.connections, seconds });
  for (const answer of new Set(restart.unexpected)) console.error(answer);
  const text = report({ node, rounds: size.rounds, requests, jobs, restart });
  console.log(text);
  if (values.write) await writeBenchmarks('bench:service', text);
} finally {
  cleanUp();
}

/** The measured processes end by themselves, with the one that measures. */
function cleanUp(): void {
  project?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
