import { z } from 'zod';

import { authError } from '../answers.ts';
import { callerOf, toEmulator } from '../caller.ts';
import { causingMails } from '../mail-request.ts';
import type { Services } from '../services.ts';
import { peek } from './body.ts';
import { keepChallenge } from './pkce.ts';

/** Ways to begin a session, as tokens tell them. */
export type Method = 'password' | 'otp' | 'oauth';

/** Lets the emulator answer, with the caller's token and the answer's tokens exchanged. */
export async function passOn(
  request: Request,
  services: Services,
  method?: Method,
): Promise<Response> {
  const caller = await callerOf(request, services);
  if (caller === 'expired' || caller === 'refused') {
    const reason = caller === 'expired' ? 'token is expired' : 'token signature is invalid';
    return authError(403, 'bad_jwt', `invalid JWT: unable to parse or verify signature, ${reason}`);
  }
  const inner = await toEmulator(request, caller, services);
  const body = await peek(inner);
  const answer = await causingMails(request, body, () => services.emulator.fetch(inner));
  if (answer.ok) await keepChallenge(services.sql, body);
  return exchangeTokens(answer, services, method);
}

const withToken = z.looseObject({ access_token: z.string() });

async function exchangeTokens(
  answer: Response,
  { tokens }: Services,
  method: Method | undefined,
): Promise<Response> {
  const location = answer.headers.get('location');
  if (location?.includes('access_token=')) {
    const target = new URL(location);
    const fragment = new URLSearchParams(target.hash.slice(1));
    const token = fragment.get('access_token') ?? '';
    fragment.set('access_token', await tokens.fromInner(token, method));
    target.hash = String(fragment);
    return new Response(null, { status: answer.status, headers: { location: target.href } });
  }
  if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) return answer;
  const body: unknown = await answer.json();
  const session = withToken.safeParse(body);
  const exchanged = session.success
    ? { ...session.data, access_token: await tokens.fromInner(session.data.access_token, method) }
    : body;
  const headers = new Headers(answer.headers);
  headers.delete('content-length');
  return new Response(JSON.stringify(exchanged), { status: answer.status, headers });
}
