import type { Visitor } from '@plinth/conformance/contract/operations';
import type { Answer } from '@plinth/conformance/contract/outcome';

import { addressFor, type Place } from './caller.ts';
import { parseJson } from './json.ts';
import { fieldsOf, outcomeOf } from './outcomes.ts';

interface SendOptions<Value> {
  readonly visitor?: Visitor;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly read?: (body: never, headers: Headers) => Value;
}

/** One request past the SDK, by method and path: for what the SDK would not send. */
export type Send = <Value = unknown>(
  name: string,
  options?: SendOptions<Value>,
) => Promise<Answer<Value>>;

export function createSend({ url, keys }: Pick<Place, 'url' | 'keys'>): Send {
  return async (name, { visitor = null, json, headers = {}, read } = {}) => {
    const [method = '', path = ''] = name.split(' ');
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        apikey: keys.publishable,
        'x-forwarded-for': addressFor(visitor?.bearer ?? name),
        ...(visitor === null ? {} : { authorization: `Bearer ${visitor.bearer}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? null : JSON.stringify(json),
    });
    const text = await response.text();
    const body = parseJson(text);
    const head = [`status ${response.status}`, ...[...response.headers].map((each) => each.join(': '))];
    const raw = `${head.join('\n')}\n\n${text}`;
    const base = { words: text, raw, traceId: response.headers.get('x-request-id') ?? undefined };
    if (response.status < 400) {
      return { ...base, outcome: 'ok', value: read?.(body as never, response.headers), fields: [] };
    }
    const outcome = outcomeOf(response.status, body);
    return { ...base, outcome, value: undefined, fields: fieldsOf(body) };
  };
}
