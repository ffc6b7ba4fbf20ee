import type { Answer, Outcome } from '../contract/outcome.ts';

/** How a service answers each outcome over HTTP; 405 is an operation that is not there. */
const OUTCOME_OF_STATUS: Readonly<Record<number, Outcome>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported-type',
  422: 'invalid',
  429: 'rate-limited',
  503: 'unavailable',
};

/** Names under which answers carry what differs from call to call. */
const VARYING = new Set(['traceId', 'instance', 'timestamp']);

export interface HttpRequest<Value> {
  readonly method?: string;
  readonly bearer?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData;
  /** The answer is that of another server, such as a storage: its status alone says what it came to. */
  readonly foreign?: boolean;
  /** The value of a good answer. */
  readonly read?: (answer: HttpAnswer) => Value;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
}

/**
 * One request to a service, as an answer of the contract: 2xx is `ok`, what the contract has a word for must
 * be `application/problem+json` (RFC 9457), unless the server is a foreign one. Redirects are not followed; their status is an error unless `read` takes them.
 */
export async function request<Value>(
  url: string,
  {
    method = 'GET',
    bearer,
    headers = {},
    json,
    body,
    foreign = false,
    read,
  }: HttpRequest<Value> = {},
): Promise<Answer<Value>> {
  let response: Response;
  let bytes: Uint8Array;
  try {
    response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
    });
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    return answer('no answer', `no answer: ${causeOf(error)}`);
  }
  const text = new TextDecoder().decode(bytes);
  const parsed = parse(text);
  const raw = rawOf(response, text);
  const traceId = response.headers.get('x-request-id') ?? undefined;
  const words = wordsOf(parsed, text);
  const { status } = response;
  if (response.ok) {
    const value = read?.({ status, headers: response.headers, bytes, body: parsed });
    return { outcome: 'ok', value, fields: [], words, raw, traceId };
  }
  const outcome = OUTCOME_OF_STATUS[status];
  const isProblem =
    foreign || response.headers.get('content-type')?.startsWith('application/problem+json');
  if (outcome === undefined || !isProblem) {
    const why = isProblem ? '' : ` as ${response.headers.get('content-type') ?? 'nothing'}`;
    return { ...answer('error', `status ${status}${why}: ${words}`), raw, traceId };
  }
  return { ...answer(outcome, words), fields: fieldsOf(parsed), raw, traceId };
}

function answer(outcome: Answer<never>['outcome'], words: string): Answer<never> {
  return { outcome, value: undefined, fields: [], words, raw: words, traceId: undefined };
}

/** An answer as one text, as `Answer.raw` has it. */
export function rawOf(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  text: string,
): string {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`);
  return `${[`status ${status}`, ...lines].join('\n')}\n\n${text}`;
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wordsOf(body: unknown, text: string): string {
  if (typeof body !== 'object' || body === null) return text;
  return JSON.stringify(body, (key, value: unknown) => (VARYING.has(key) ? undefined : value));
}

/** The fields at fault of a problem: `errors: [{ path | field | pointer }]`. */
function fieldsOf(body: unknown): string[] {
  const errors = property(body, 'errors');
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((each: unknown) => {
    const name = property(each, 'path') ?? property(each, 'field') ?? property(each, 'pointer');
    return typeof name === 'string' && name !== '' ? [name.replace(/^#?\//, '')] : [];
  });
}

/** A property of a value of unknown shape. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
