import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Connection, Lost, Refused, requestText } from './connection.ts';
import { createMember, freePort, type Member, productionSettings } from './environment.ts';
import { startMeasured } from './measured-process.ts';
import type { BenchProject } from './project.ts';

export interface RestartFigures {
  readonly connections: number;
  readonly seconds: number;
  readonly answered: number;
  /** Requests that were sent on a connection and got no answer. */
  readonly unanswered: number;
  /** Attempts to connect while no process listened. */
  readonly refusedConnections: number;
  /** Answers 503 with Retry-After, which were tried again. */
  readonly unavailable: number;
  /** Answers that nobody expects. */
  readonly unexpected: string[];
  readonly acknowledged: number;
  /** Acknowledged writes that are not in the database. */
  readonly missing: number;
  /** Writes that are in the database more than once. */
  readonly duplicates: number;
  /** From the signal to the first answer of the next process, in milliseconds. */
  readonly awayMs: number;
}

const RETRY_MS = 200;

/**
 * What clients lose while the api restarts under load: each reads and writes on one connection that
 * it keeps alive, and a restart comes in the middle. Nobody balances the load, so for a moment no
 * process listens: a client whose connection is refused waits and tries again, as it does after 503.
 */
export async function measureRestart(
  project: BenchProject,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<RestartFigures> {
  const database = await project.connect();
  const member = await createMember(database);
  const port = await freePort();
  const env = productionSettings(project, port);
  const start = () => startMeasured(project, 'dist/main.js', env, /Server listening/);
  let server = await start();

  const counts = { answered: 0, unanswered: 0, refusedConnections: 0, unavailable: 0 };
  const unexpected: string[] = [];
  const acknowledged = new Set<string>();
  let hasStopped = false;
  let backAt = 0;
  const end = Date.now() + seconds * 1000;

  async function clientLoop(): Promise<void> {
    let connection: Connection | undefined;
    for (let turn = 0; Date.now() < end; turn++) {
      const note = turn % 2 === 0 ? undefined : randomUUID();
      const request = requestOf(member, note);
      // Until it is answered: the same key makes a repetition safe.
      for (;;) {
        const answer = await attempt(request);
        if (answer === undefined) continue;
        const expected = note === undefined ? 200 : 201;
        if (answer.status !== expected) unexpected.push(`${answer.status} ${answer.body}`);
        else if (note !== undefined) acknowledged.add(note);
        break;
      }
    }
    connection?.close();

    /** Undefined where it is to be tried again. */
    async function attempt(request: string): Promise<Answer | undefined> {
      try {
        if (!connection?.isOpen) connection = await Connection.open(port);
        const answer = await connection.send(request);
        counts.answered += 1;
        if (answer.closes) connection.close();
        if (answer.status !== 503) {
          if (hasStopped) backAt ||= Date.now();
          return answer;
        }
        counts.unavailable += 1;
      } catch (error) {
        if (error instanceof Refused) counts.refusedConnections += 1;
        else if (error instanceof Lost) counts.unanswered += 1;
        else throw error;
      }
      await sleep(RETRY_MS);
      return undefined;
    }
  }

  try {
    const clients = Array.from({ length: connections }, clientLoop);
    await sleep((seconds * 1000) / 2);
    const signalledAt = Date.now();
    const code = await server.stop();
    if (code !== 0) unexpected.push(`the api ended with ${code}`);
    hasStopped = true;
    server = await start();
    await Promise.all(clients);
    const { rows } = await database.query(
      'select title, count(*)::int as count from notes where owner_id = $1 group by title',
      [member.id],
    );
    const written = new Map(
      (rows as { title: string; count: number }[]).map(({ title, count }) => [title, count]),
    );
    return {
      connections,
      seconds,
      ...counts,
      unexpected,
      acknowledged: acknowledged.size,
      missing: [...acknowledged].filter((title) => !written.has(title)).length,
      duplicates: [...written.values()].filter((count) => count > 1).length,
      awayMs: backAt - signalledAt,
    };
  } finally {
    await server.stop();
    await database.end();
  }
}

function requestOf({ noteId, token }: Member, note: string | undefined): string {
  if (note === undefined) return requestText('GET', `/v1/notes/${noteId}`, token);
  const headers = { 'idempotency-key': note };
  return requestText('POST', '/v1/notes', token, { title: note, body: '' }, headers);
}
