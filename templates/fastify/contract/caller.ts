import type { Answer } from '@plinth/conformance/contract/outcome';
import type { Visitor } from '@plinth/conformance/contract/operations';
import type { HttpAnswer, HttpRequest } from '@plinth/conformance/kit/http';
import type { Kit } from '@plinth/conformance/kit/kit';

/** Calls one running service. */
export type Call = <Value = unknown>(
  method: string,
  path: string,
  request?: Omit<HttpRequest<Value>, 'method' | 'bearer'> & { visitor?: Visitor },
) => Promise<Answer<Value>>;

export function createCall(kit: Kit, url: string): Call {
  return (method, path, { visitor, ...request } = {}) =>
    kit.request(new URL(path, url).href, { ...request, method, bearer: visitor?.bearer });
}

/** The body of an answer, taken at its word: the service's own types say the same. */
export const body = <Value>(answer: HttpAnswer): Value => answer.body as Value;

export const bytes = (answer: HttpAnswer): Uint8Array => answer.bytes;

export const nothing = (): void => {};
