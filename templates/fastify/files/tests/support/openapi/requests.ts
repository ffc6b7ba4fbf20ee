import * as fc from 'fast-check';

import type { Operation, Parameter } from './description.ts';
import { type Examples, hostileText, hostileValue, valid } from './values.ts';

export const actors = ['outsider', 'forger', 'member', 'admin', 'browser', 'foreign-site'] as const;

export type Actor = (typeof actors)[number];

/** A request as it goes over the wire, without the credentials of its actor. */
export interface FuzzRequest {
  actor: Actor;
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string>;
  body: string | Buffer | undefined;
}

/** Something of a request: left out, or one text or several under one name. */
type Given = readonly string[];

interface Parts {
  path: Record<string, string>;
  query: Record<string, Given>;
  headers: Record<string, string>;
  body: Pick<FuzzRequest, 'body'> & { type: string | undefined };
}

/** Requests for an operation: as it is described, with one part spoilt, or all of them. */
export function requestsFor(operation: Operation, examples: Examples): fc.Arbitrary<FuzzRequest> {
  const good = validParts(operation, examples);
  const bad = hostileParts(operation, good);
  const parts = fc.oneof(
    { weight: 5, arbitrary: good },
    ...(Object.keys(bad) as (keyof Parts)[]).map((part) => ({
      weight: part === 'body' ? 4 : 1,
      arbitrary: fc.tuple(good, bad[part]).map(([rest, spoilt]) => ({ ...rest, [part]: spoilt })),
    })),
    { weight: 1, arbitrary: fc.record(bad) },
  );
  const actor = fc.oneof(
    { weight: 4, arbitrary: fc.constant('member' as const) },
    { weight: 3, arbitrary: fc.constant('admin' as const) },
    { weight: 3, arbitrary: fc.constantFrom(...actors) },
  );
  return fc.tuple(actor, parts).map(([who, { path, query, headers, body }]) => ({
    actor: who,
    method: operation.method,
    target: targetOf(operation.path, path, query),
    headers: { ...headers, ...(body.type === undefined ? {} : { 'content-type': body.type }) },
    body: body.body,
  }));
}

function validParts({ parameters, body }: Operation, examples: Examples): fc.Arbitrary<Parts> {
  const named = (place: Parameter['in']) => parameters.filter((each) => each.in === place);
  const text = ({ schema, name }: Parameter) => valid(schema, examples, name).map(String);
  const record = <T>(place: Parameter['in'], of: (parameter: Parameter) => fc.Arbitrary<T>) =>
    fc.record(Object.fromEntries(named(place).map((each) => [each.name, of(each)])), {
      requiredKeys: named(place)
        .filter(({ required, in: where }) => required === true || where === 'path')
        .map(({ name }) => name),
    }) as fc.Arbitrary<Record<string, T>>;

  return fc.record({
    path: record('path', text),
    query: record('query', (parameter) => text(parameter).map((one): Given => [one])),
    headers: record('header', (parameter) => text(parameter).filter(isHeaderValue)),
    body:
      body === undefined
        ? fc.constant({ type: undefined, body: undefined })
        : valid(body.schema, examples).map((value) => ({
            type: body.type,
            body: body.type === 'application/json' ? JSON.stringify(value) : String(value),
          })),
  });
}

function hostileParts({ parameters, method }: Operation, good: fc.Arbitrary<Parts>) {
  const names = (place: Parameter['in']) =>
    parameters.filter((each) => each.in === place).map(({ name }) => name);
  const anyText = fc.dictionary(
    fc.constantFrom(
      'limit',
      'cursor',
      'name',
      'unknown',
      '__proto__',
      'limit[]',
      ...names('query'),
    ),
    fc.array(hostileText, { minLength: 1, maxLength: 3 }),
    { maxKeys: 4 },
  );
  return {
    path: fc.record(Object.fromEntries(names('path').map((name) => [name, hostileText]))),
    query: fc
      .tuple(good, anyText)
      .map(([{ query }, more]): Parts['query'] => ({ ...query, ...more })),
    headers: fc.dictionary(
      fc
        .constantFrom('accept', 'accept-encoding', 'content-encoding', 'origin', 'range', 'te')
        .chain((name) => fc.constantFrom(name, ...names('header'))),
      fc.string({ maxLength: 300 }).filter(isHeaderValue),
    ),
    body: method === 'GET' ? good.map(({ body }) => body) : hostileBody(good),
  };
}

/** JSON with something missing, added or of another type; what is no JSON; other types of content. */
function hostileBody(good: fc.Arbitrary<Parts>): fc.Arbitrary<Parts['body']> {
  const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) });
  const goodText = good.map(({ body }) => String(body.body ?? '{}'));
  const spoilt = fc
    .tuple(goodText, fc.nat(), hostileValue, fc.constantFrom('drop', 'replace', 'add'))
    .map(([text, index, value, how]) => {
      const object = parsedObject(text);
      const keys = Object.keys(object);
      const key = keys[index % Math.max(keys.length, 1)] ?? 'unknown';
      if (how === 'drop')
        return json(
          Object.fromEntries(keys.filter((one) => one !== key).map((one) => [one, object[one]])),
        );
      return json({ ...object, [how === 'replace' ? key : 'ownerId']: value });
    });
  const types = fc.constantFrom(
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8',
    'application/problem+json',
    'nonsense',
    undefined,
  );
  const raw = fc.constantFrom<string | Buffer>(
    '',
    '{',
    'nul',
    '"text"',
    '{"title":"a","title":"b"}',
    '{"__proto__":{"role":"admin"},"constructor":{"prototype":{}}}',
    '\uFEFF{}',
    '{"title":"\\ud800","body":"\\u0000"}',
    `{"title":"${'x'.repeat(300_000)}","body":""}`,
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
  );
  return fc.oneof(
    { weight: 4, arbitrary: spoilt },
    { weight: 1, arbitrary: hostileValue.map(json) },
    { weight: 1, arbitrary: raw.map((body) => ({ type: 'application/json', body })) },
    { weight: 1, arbitrary: fc.record({ type: types, body: goodText }) },
  );
}

function parsedObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function targetOf(path: string, values: Parts['path'], query: Parts['query']): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encode(values[name] ?? ''));
  const pairs = Object.entries(query).flatMap(([name, given]) =>
    given.map((value) => `${encode(name)}=${encode(value)}`),
  );
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function isHeaderValue(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
