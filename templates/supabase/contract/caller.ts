import { createHash } from 'node:crypto';

import type { Visitor } from '@plinth/conformance/contract/operations';
import type { Answer, Outcome } from '@plinth/conformance/contract/outcome';

import { parseJson } from './json.ts';
import { fieldsOf, outcomeOf } from './outcomes.ts';
import type { Client, CreateClient, Reply } from './sdk.ts';

export interface Keys {
  readonly publishable: string;
  readonly secret: string;
}

/** One running stack, as clients reach it. */
export interface Place {
  readonly createClient: CreateClient;
  readonly url: string;
  readonly keys: Keys;
}

interface CallOptions<Value> {
  /** The value of a good reply. */
  readonly read?: (data: never) => Value;
  /** Whose call it is, where that is not the visitor's: each person has an address of their own. */
  readonly from?: string;
  /** The field at fault where the refusal of the only thing that can be wrong names none. */
  readonly field?: string;
}

/** What a call came to where the reply alone does not say it. */
export interface Judged extends Reply {
  readonly outcome?: Outcome;
}

/** Calls one running stack through the SDK. */
export type Call = <Value = void>(
  visitor: Visitor,
  work: (client: Client) => PromiseLike<Judged>,
  options?: CallOptions<Value>,
) => Promise<Answer<Value>>;

interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export function createCall(place: Place): Call {
  return async (visitor, work, { read, from, field } = {}) => {
    const exchanges: Exchange[] = [];
    const client = clientOf(place, { visitor, from, exchanges });
    const reply = await work(client);
    const last = exchanges.at(-1);
    const words = last?.text ?? messageOf(reply.error);
    const base = {
      fields: [],
      words,
      raw: exchanges.map(rawOf).join('\n\n'),
      traceId: last?.headers.get('x-request-id') ?? undefined,
    };
    if (reply.error === null && reply.outcome === undefined) {
      return { ...base, outcome: 'ok', value: read?.(reply.data as never) };
    }
    const outcome = reply.outcome ?? judge(reply.error, last, visitor);
    const named = outcome === 'invalid' ? fieldsOf(parseJson(last?.text ?? '')) : [];
    const fields = named.length === 0 && field !== undefined ? [field] : named;
    return { ...base, outcome, value: undefined, fields };
  };
}

/** A client of the SDK for a visitor; what it is answered is written down. */
function clientOf(
  { createClient, url, keys }: Place,
  options: {
    readonly visitor: Visitor;
    readonly from?: string | undefined;
    readonly exchanges?: Exchange[];
  },
): Client {
  const { visitor, from = visitor?.bearer ?? '', exchanges = [] } = options;
  return createClient(url, keys.publishable, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: NoSocket },
    global: {
      headers: {
        'x-forwarded-for': addressFor(from),
        ...(visitor === null ? {} : { Authorization: `Bearer ${visitor.bearer}` }),
      },
      async fetch(input, init) {
        const response = await fetch(input, init);
        exchanges.push({
          status: response.status,
          headers: response.headers,
          text: isText(response) ? await response.clone().text() : '',
        });
        return response;
      },
    },
  });
}

/** No behaviour listens to changes; without it, the SDK asks for a WebSocket, which Node 20 does not bring along. */
class NoSocket {}

/** An address of the internet for somebody: limits count by address, and people do not share one. */
export function addressFor(person: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(person.toLowerCase()).digest();
  return `203.${a}.${b}.${c}`;
}

function judge(error: unknown, last: Exchange | undefined, visitor: Visitor): Answer<never>['outcome'] {
  // The SDK does not even ask without a session.
  if (nameOf(error) === 'AuthSessionMissingError') return 'unauthenticated';
  if (last === undefined || /fetch failed|ECONN|socket/i.test(messageOf(error))) return 'no answer';
  const outcome = outcomeOf(last.status, parseJson(last.text));
  // To Storage, somebody without a session is a role that may do nothing.
  return outcome === 'forbidden' && visitor === null ? 'unauthenticated' : outcome;
}

function isText({ headers }: Response): boolean {
  return /json|text|^$/.test(headers.get('content-type') ?? '');
}

function rawOf({ status, headers, text }: Exchange): string {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`);
  return `${[`status ${status}`, ...lines].join('\n')}\n\n${text}`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { message, details } = error as { message?: unknown; details?: unknown };
  return `${typeof message === 'string' ? message : ''} ${typeof details === 'string' ? details : ''}`;
}
