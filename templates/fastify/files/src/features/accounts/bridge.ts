import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { type FieldError, invalid, Problem } from '../../shared/problem.ts';
import { type Auth, authBasePath, clientAddressHeader } from './auth.ts';
import { withFailure } from './failures.ts';

interface AuthCall {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | undefined>;
  body?: object;
}

/**
 * What the auth library may know of a request; its input comes from the validated parts alone.
 * No Sec-Fetch headers: it takes their sender for a browser, and other clients send them too.
 */
const passedHeaders = ['authorization', 'cookie', 'origin', 'user-agent'] as const;

/**
 * Asks the auth library; a refusal is thrown as a problem. If the library refused because something
 * failed, such as the database, that failure is thrown instead.
 */
export async function callAuth(
  auth: Auth,
  request: FastifyRequest,
  { method, path, query = {}, body = {} }: AuthCall,
): Promise<Response> {
  const url = new URL(`${auth.options.baseURL}${authBasePath}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const headers = new Headers({ [clientAddressHeader]: request.ip });
  for (const name of passedHeaders) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  if (method === 'POST') headers.set('content-type', 'application/json');

  const { answer: response, failure } = await withFailure(() =>
    auth.handler(
      new Request(url, { method, headers, body: method === 'POST' ? JSON.stringify(body) : null }),
    ),
  );
  if (response.status >= 400) {
    throw failure ?? toProblem(response.status, await readError(response));
  }
  if (failure) request.log.error({ err: failure }, 'auth: answered in spite of a failure');
  return response;
}

/** The answer's body, in the shape that the route documents. Several cookies stay several headers. */
export async function relay<Schema extends z.ZodType>(
  reply: FastifyReply,
  response: Response,
  schema: Schema,
): Promise<z.output<Schema>> {
  passCookies(reply, response);
  const body: unknown = await response.json();
  // The body holds a bare token; what counts as a credential is the signed one.
  const token = response.headers.get('set-auth-token');
  return schema.parse(isObject(body) && token !== null ? { ...body, token } : body);
}

/** Leads on to a page that the library has checked, with the cookies that it set. */
export function relayRedirect(
  reply: FastifyReply,
  response: Response,
  location: string,
): FastifyReply {
  passCookies(reply, response);
  return reply.redirect(location);
}

function passCookies(reply: FastifyReply, response: Response): void {
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const authError = z.object({ code: z.string(), message: z.string() }).partial();

type AuthError = z.infer<typeof authError>;

const credentialsRefused =
  'The e-mail or the password is wrong, or the e-mail is not confirmed yet.';

const fieldErrors: Record<string, FieldError> = {
  INVALID_TOKEN: { path: 'token', message: 'Unknown, used or expired' },
  INVALID_PASSWORD: { path: 'currentPassword', message: 'Wrong password' },
  INVALID_EMAIL: { path: 'email', message: 'Not an e-mail address' },
};

const forbiddenRedirects: Record<string, string> = {
  INVALID_CALLBACK_URL: 'callbackURL',
  INVALID_REDIRECT_URL: 'redirectTo',
};

function toProblem(status: number, { code = '', message = 'Refused' }: AuthError): Error {
  // One answer for all, or it would tell which accounts exist.
  if (code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'EMAIL_NOT_VERIFIED') {
    return new Problem('unauthenticated', { detail: credentialsRefused });
  }
  const redirect = forbiddenRedirects[code];
  if (redirect !== undefined) return invalid(redirect, 'Not an address of an allowed origin');
  if (status === 401) return new Problem('unauthenticated', { detail: message });
  if (status === 403) return new Problem('forbidden', { detail: message });
  if (status === 404) return new Problem('not-found');
  if (status < 500) {
    const { path, message: reason } = fieldErrors[code] ?? { path: 'body', message };
    return invalid(path, reason);
  }
  return new Error(`The auth library failed: ${status} ${code}`);
}

async function readError(response: Response): Promise<AuthError> {
  const body: unknown = await response.json().catch(() => undefined);
  return authError.safeParse(body).data ?? {};
}
