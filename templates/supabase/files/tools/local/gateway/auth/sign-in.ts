import { authError } from '../answers.ts';
import { rebuild, withJson } from '../rebuild-request.ts';
import type { Services } from '../services.ts';
import { peek } from './body.ts';
import { hashOf } from './one-time-code.ts';
import { passOn } from './pass-on.ts';
import { codeInPlaceOfSession, pkcePrefix } from './pkce.ts';
import { findUser, isPassword } from './users.ts';

/** `/token`: by password, by refresh token, or by the code of a social sign-in. */
export async function token(request: Request, services: Services): Promise<Response> {
  const grant = new URL(request.url).searchParams.get('grant_type');
  if (grant === 'password') return byPassword(request, services);
  return passOn(request, services, grant === 'pkce' ? 'oauth' : undefined);
}

/**
 * The emulator tells an unconfirmed account before it looks at the password, and answers an unknown
 * address sooner than a wrong password.
 */
async function byPassword(request: Request, services: Services): Promise<Response> {
  const { email, password } = await peek(request);
  if (!email || !password) return passOn(request, services);
  const user = await findUser(services.sql, email);
  const matches = await isPassword(services.sql, user, password);
  if (!matches) return authError(400, 'invalid_credentials', 'Invalid login credentials');
  if (user?.is_banned) return authError(400, 'user_banned', 'User is banned');
  return passOn(request, services, 'password');
}

/** `/verify`: the emulator does not know the type `email`, which stands for both kinds of code. */
export async function verify(request: Request, services: Services): Promise<Response> {
  if (request.method === 'GET') {
    const url = new URL(request.url);
    const given = url.searchParams.get('token_hash') ?? url.searchParams.get('token') ?? '';
    const hash = withoutPrefix(given);
    const type = await typeOf(url.searchParams.get('type') ?? '', hash, services);
    url.searchParams.set('type', type);
    url.searchParams.set('token', hash);
    const answer = await passOn(rebuild(request, { url }), services, 'otp');
    const location = answer.headers.get('location');
    if (!location || hash === given) return answer;
    return Response.redirect(await codeInPlaceOfSession(services.sql, location), 303);
  }
  const body = await peek(request);
  const { email = '', token: code = '', token_hash: given } = body;
  const hash = given === undefined ? hashOf(email, code) : withoutPrefix(given);
  const type = await typeOf(body.type ?? '', hash, services);
  return passOn(
    withJson(request, { ...body, ...(given !== undefined && { token_hash: hash }), type }),
    services,
    'otp',
  );
}

const withoutPrefix = (hash: string) =>
  hash.startsWith(pkcePrefix) ? hash.slice(pkcePrefix.length) : hash;

async function typeOf(type: string, hash: string, { sql }: Services): Promise<string> {
  if (type === 'invite') return 'signup';
  if (type !== 'email') return type;
  const found = await sql`select from auth.users where confirmation_token = ${hash}`;
  return found.length > 0 ? 'signup' : 'magiclink';
}
