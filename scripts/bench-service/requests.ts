import { randomUUID } from 'node:crypto';
import { median } from '../bench/measure.ts';
import { Connection, requestText } from './connection.ts';
import { createMember, freePort, type Member, productionSettings } from './environment.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import type { BenchProject } from './project.ts';
import { startTelemetrySink } from './telemetry-sink.ts';

export interface RequestRounds {
  readonly rounds: number;
  readonly reads: number;
  readonly writes: number;
}

/** What one server needs: CPU per request in microseconds, memory in MiB. */
export interface ServerFigures {
  readonly name: string;
  readonly read: number[];
  readonly write: number[];
  /** With an idempotency key: a transaction of five statements. */
  readonly keyedWrite: number[];
  readonly atRest: number;
  readonly underLoad: number;
}

export interface RequestFigures {
  readonly bare: ServerFigures;
  readonly off: ServerFigures;
  readonly sampled: ServerFigures;
}

const CONNECTIONS = 10;
const MIB = 1024 * 1024;

interface Server extends ServerFigures {
  readonly port: number;
  readonly process: MeasuredProcess;
  atRest: number;
  underLoad: number;
}

/**
 * CPU time that a server needs for an authenticated read and write: the bare route, the service, and
 * the service that traces a tenth of its requests. In turn, so that all of them meet the same machine.
 */
export async function measureRequests(
  project: BenchProject,
  { rounds, reads, writes }: RequestRounds,
): Promise<RequestFigures> {
  const client = await project.connect();
  const member = await createMember(client);
  await client.end();
  const sink = await startTelemetrySink();
  const servers: Server[] = [];
  try {
    for (const start of [bare, service('service'), service('service, 10 % traced', sink.env)]) {
      servers.push(await start(project));
    }
    const read = requestText('GET', `/v1/notes/${member.noteId}`, member.token);
    const write = writeOf(member);
    for (const server of servers) server.atRest = (await server.process.usage()).rss / MIB;
    for (let round = -1; round < rounds; round++) {
      for (const server of servers) {
        const perRead = await cpuPerRequest(server, () => read, reads, 200);
        const perWrite = await cpuPerRequest(server, () => write, writes, 201);
        const perKeyedWrite = await cpuPerRequest(server, () => keyedWriteOf(member), writes, 201);
        // The first round warms the servers and is not counted.
        if (round < 0) continue;
        server.read.push(perRead);
        server.write.push(perWrite);
        server.keyedWrite.push(perKeyedWrite);
      }
    }
    if (sink.received() === 0) throw new Error('No telemetry arrived');
    const [first, second, third] = servers;
    if (!first || !second || !third) throw new Error('A server is missing');
    return { bare: first, off: second, sampled: third };
  } finally {
    for (const server of servers) await server.process.stop();
    await sink.close();
  }
}

/** The median over the rounds of what one needs for each unit that the other needs. */
export function ratio(own: readonly number[], base: readonly number[]): number {
  return median(own.map((value, round) => value / (base[round] ?? Number.NaN)));
}

async function bare(project: BenchProject): Promise<Server> {
  const port = await freePort();
  const env = { NODE_ENV: 'production', DATABASE_URL: project.databaseUrl, PORT: String(port) };
  const process = await startMeasured(project, 'bench/bare-server.mjs', env, /^ready$/m);
  return newServer('bare Fastify', port, process);
}

function service(name: string, more: Record<string, string> = {}) {
  return async (project: BenchProject): Promise<Server> => {
    const port = await freePort();
    const env = { ...productionSettings(project, port), ...more };
    const process = await startMeasured(project, 'dist/main.js', env, /Server listening/);
    return newServer(name, port, process);
  };
}

function newServer(name: string, port: number, process: MeasuredProcess): Server {
  const figures = { read: [], write: [], keyedWrite: [], atRest: 0, underLoad: 0 };
  return { name, port, process, ...figures };
}

const NOTE = { title: 'A note', body: 'Some text. '.repeat(20) };

function writeOf({ token }: Member): string {
  return requestText('POST', '/v1/notes', token, NOTE);
}

function keyedWriteOf({ token }: Member): string {
  return requestText('POST', '/v1/notes', token, NOTE, { 'idempotency-key': randomUUID() });
}

async function cpuPerRequest(
  server: Server,
  request: () => string,
  count: number,
  status: number,
): Promise<number> {
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => Connection.open(server.port)),
  );
  const before = await server.process.usage();
  let sent = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (sent++ < count) {
        const answer = await connection.send(request());
        if (answer.status !== status) throw new Error(`${answer.status}: ${answer.body}`);
      }
    }),
  );
  const after = await server.process.usage();
  for (const connection of connections) connection.close();
  server.underLoad = Math.max(server.underLoad, after.rss / MIB);
  return (after.cpu - before.cpu) / count;
}
