export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface SpanEvent {
  name: string;
  attributes: ReadonlyMap<string, string>;
}

/** One step of a trace. Times are in microseconds since 1970. */
export interface Span {
  traceId: string;
  spanId: string;
  parentId: string | undefined;
  name: string;
  kind: SpanKind;
  /** The `service.name` of the process that it ran in. */
  service: string;
  start: number;
  end: number;
  attributes: ReadonlyMap<string, string>;
  events: readonly SpanEvent[];
  /** Why it failed, if it did. */
  error: string | undefined;
}

export type SpanSort = 'request' | 'sql' | 'job' | 'other';

/** What the step does, for its colour. */
export function sortOf({ kind, attributes }: Span): SpanSort {
  if (attributes.has('db.system.name') || attributes.has('db.system')) return 'sql';
  if (kind === 'consumer' || kind === 'producer' || attributes.has('messaging.system'))
    return 'job';
  if (kind === 'server' || kind === 'client') return 'request';
  return 'other';
}

/** Method and route of a request that the service answers, verb and table of SQL, else the name. */
export function titleOf({ kind, name, attributes }: Span): string {
  const method = attributes.get('http.request.method') ?? attributes.get('http.method');
  const route = attributes.get('http.route');
  if (kind === 'server' && method && route) return `${method} ${route}`;
  const statement = attributes.get('db.query.text') ?? attributes.get('db.statement');
  return statement === undefined ? name : statementTitle(statement);
}

/** The status of the answer to a request; undefined for everything else. */
export function statusOf({ kind, attributes }: Span): number | undefined {
  if (kind !== 'server') return undefined;
  const status = Number(
    attributes.get('http.response.status_code') ?? attributes.get('http.status_code'),
  );
  return Number.isInteger(status) ? status : undefined;
}

/** The first word of a statement, and the first table that it names: `INSERT notes`. */
function statementTitle(statement: string): string {
  const [, verb = 'SQL'] = /^\W*(\w+)/.exec(statement) ?? [];
  const [, table] = /\b(?:from|into|update)\s+("?\w+"?(?:\."?\w+"?)?)/i.exec(statement) ?? [];
  return [verb.toUpperCase(), table?.replaceAll('"', '')].filter(Boolean).join(' ');
}

/** `notes-api-worker` is the worker in a project of the name `notes-api`. */
export function roleOf(service: string, project: string): string {
  const prefix = `${project.replace(/^.*\//, '')}-`;
  return service.startsWith(prefix) ? service.slice(prefix.length) : service;
}
