import type {
  BrowserSession,
  Mail,
  Operations,
  Person,
  Session,
} from '@plinth/conformance/contract/operations';

import type { Call } from './caller.ts';
import type { Tokens } from './sdk.ts';
import type { Send } from './send.ts';

interface AuthSession {
  readonly session: Tokens;
}

/** Ways to sign in that `external` of the settings names beside the providers. */
const NOT_SOCIAL = new Set(['email', 'phone', 'anonymous_users']);

/** Sign-up, sign-in and what keeps a session, by Auth. */
export function accountOperations(call: Call, send: Send): Partial<Operations> {
  const recoveries = new Map<string, Tokens>();
  return {
    signUp: ({ email, password, name }) =>
      call(
        null,
        (client) => client.auth.signUp({ email, password, options: { data: { name } } }),
        { from: email },
      ),
    confirm: (mail) => call(null, (client) => client.auth.verifyOtp(linkOf(mail)), { from: mail.to }),
    signIn: (credentials) =>
      call(null, (client) => client.auth.signInWithPassword(credentials), {
        from: credentials.email,
        read: sessionOf,
      }),
    whoAmI: (visitor) =>
      call(visitor, (client) => client.auth.getUser(visitor?.bearer), {
        read: ({ user }: { user: { id: string; email: string } }): Person => ({
          id: user.id,
          email: user.email,
          role: roleOf(visitor?.bearer ?? ''),
        }),
      }),
    signOut: (session) => call(session, (client) => client.auth.admin.signOut(session.bearer, 'local')),
    refresh: ({ refresh = '' }) =>
      call(null, (client) => client.auth.refreshSession({ refresh_token: refresh }), {
        from: refresh,
        read: sessionOf,
      }),
    requestPasswordReset: (email) =>
      call(null, (client) => client.auth.resetPasswordForEmail(email), { from: email }),
    // As a page does it: the link is followed once, and what it opens takes a password until one is good enough.
    resetPassword: (mail, password) =>
      call(
        null,
        async ({ auth }) => {
          const link = linkOf(mail);
          const known = recoveries.get(link.token_hash);
          const opened = await (known ? auth.setSession(known) : auth.verifyOtp(link));
          if (opened.error !== null) return opened;
          recoveries.set(link.token_hash, (opened.data as AuthSession).session);
          const changed = await auth.updateUser({ password });
          if (changed.error === null) recoveries.delete(link.token_hash);
          return changed;
        },
        { from: mail.to },
      ),
    requestSignInMessage: (email) =>
      call(
        null,
        (client) => client.auth.signInWithOtp({ email, options: { shouldCreateUser: false } }),
        { from: email },
      ),
    signInWithMessage: (mail) =>
      call(null, (client) => client.auth.verifyOtp(linkOf(mail)), { from: mail.to, read: sessionOf }),
    socialProviders: () =>
      send('GET /auth/v1/settings', {
        read: ({ external }: { external: Record<string, boolean> }) =>
          Object.keys(external).filter((name) => external[name] === true && !NOT_SOCIAL.has(name)),
      }),
    beginSocialSignIn: (provider) =>
      send(`GET /auth/v1/authorize?${new URLSearchParams({ provider })}`, {
        read: (_, headers) => headers.get('location') ?? '',
      }),
    // Cookies carry nothing here: what would carry a session is the answer's body.
    signInAsBrowser: (credentials) =>
      call(null, (client) => client.auth.signInWithPassword(credentials), {
        from: credentials.email,
        read: (): BrowserSession => ({
          setCookies: [],
          cookie: '',
          tokenCookies: ['sb-access-token', 'sb-refresh-token'],
        }),
      }),
  };
}

function sessionOf({ session }: AuthSession): Session {
  return { bearer: session.access_token, refresh: session.refresh_token };
}

/** The claim that the hook adds; rules do not trust it, apps show it. */
function roleOf(token: string): string {
  const claims = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  ) as { user_role?: string };
  return claims.user_role ?? '';
}

/** What the first link of a mail proves: the page that it leads to asks Auth with this. */
function linkOf({ links, subject }: Mail): { token_hash: string; type: string } {
  const [link] = links;
  if (link === undefined) throw new Error(`No link in the mail “${subject}”`);
  const { searchParams } = new URL(link);
  return {
    token_hash: searchParams.get('token') ?? '',
    type: searchParams.get('type') ?? '',
  };
}
