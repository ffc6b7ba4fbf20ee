import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { bearer } from 'better-auth/plugins/bearer';
import { magicLink } from 'better-auth/plugins/magic-link';
import { eq, inArray } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';

import { type Config, isLoopback } from '../../config.ts';
import type { Database } from '../../database/client.ts';
import type { Mailer } from '../../mail/mailer.ts';
import { uuidv7 } from '../../shared/uuid.ts';
import { endSessionsOf } from './end-sessions.ts';
import { keepFailure } from './failures.ts';
import { accountExistsMail, confirmationMail, magicLinkMail, passwordResetMail } from './mails.ts';
import { allowedOrigins } from './origins.ts';
import { maxPasswordLength, minPasswordLength } from './password.ts';
import { accounts, sessions, users, verifications } from './schema.ts';
import { socialProviders } from './social.ts';

export const authBasePath = '/api/auth';

export const cookiePrefix = 'app';

/** The header in which routes tell the client's address; nothing from outside gets into it. */
export const clientAddressHeader = 'x-client-address';

/** How long a link to sign in works. */
const magicLinkMinutes = 15;

interface AuthParts {
  config: Config;
  db: Database;
  mailer: Mailer;
  log: FastifyBaseLogger;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth({ config, db, mailer, log }: AuthParts) {
  return betterAuth({
    baseURL: config.BASE_URL,
    basePath: authBasePath,
    secret: config.AUTH_SECRET,
    trustedOrigins: allowedOrigins(config),
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
      transaction: true,
    }),
    user: {
      additionalFields: {
        role: { type: 'string', input: false, required: true, defaultValue: 'member' },
      },
    },
    session: {
      expiresIn: config.SESSION_IDLE_SECONDS,
      updateAge: config.SESSION_EXTEND_AFTER_SECONDS,
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      // Checked before, in characters; the library counts code units, at most two of them each.
      minPasswordLength,
      maxPasswordLength: maxPasswordLength * 2,
      resetPasswordTokenExpiresIn: 60 * 60,
      sendResetPassword: async ({ user, url }) => {
        mailer.post(passwordResetMail(user.email, tidyLink(url)));
      },
      // The link proved that the address is theirs, and no older link may undo the new password.
      // Nor may a session that began while the password was set; the route has ended the others.
      onPasswordReset: async ({ user }) => {
        const openLinks = [user.id, JSON.stringify({ email: user.email })];
        await db.transaction(async (tx) => {
          await tx.update(users).set({ emailVerified: true }).where(eq(users.id, user.id));
          await tx.delete(verifications).where(inArray(verifications.value, openLinks));
          await endSessionsOf(tx, user.id);
        });
      },
      onExistingUserSignUp: async ({ user }) => mailer.post(accountExistsMail(user.email)),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: 24 * 60 * 60,
      sendVerificationEmail: async ({ user, url }) => {
        mailer.post(confirmationMail(user.email, tidyLink(url)));
      },
    },
    verification: { storeIdentifier: 'hashed' },
    socialProviders: socialProviders(config),
    account: { updateAccountOnSignIn: false },
    databaseHooks: {
      account: {
        create: {
          // A provider is asked once who somebody is. Its tokens could do more, so none is kept.
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null },
          }),
        },
      },
    },
    plugins: [
      bearer({ requireSignature: true }),
      magicLink({
        expiresIn: magicLinkMinutes * 60,
        disableSignUp: true,
        sendMagicLink: async ({ email, url }) => {
          const [user] = await db.select().from(users).where(eq(users.email, email));
          if (user) mailer.post(magicLinkMail(email, tidyLink(url), user.emailVerified));
        },
      }),
    ],
    advanced: {
      cookiePrefix,
      useSecureCookies: !isLoopback(config.BASE_URL),
      // Said aloud, because both are off by default when NODE_ENV is "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: uuidv7 },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    // The routes count attempts themselves: per account and address, for all replicas.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { throw: true },
    logger: {
      level: 'error',
      // Without an error it complains about a request, which gets its answer, and quotes from it.
      log: (_level, message, ...details: unknown[]) => {
        const err = details.find((detail) => detail instanceof Error);
        if (err && !keepFailure(err)) log.error({ err }, `auth: ${message}`);
      },
    },
  });
}

/** Without a page to go on to, a link answers by itself instead of leading to "/". */
function tidyLink(url: string): string {
  const link = new URL(url);
  const next = link.searchParams.get('callbackURL');
  if (next === '/' || next === '') link.searchParams.delete('callbackURL');
  return link.href;
}
