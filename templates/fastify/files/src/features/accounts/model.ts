import { z } from 'zod';

import { text } from '../../shared/text.ts';
import { maxPasswordLength, passwordWeakness } from './password.ts';
import { socialProviderNames } from './social.ts';

export const roles = ['member', 'admin'] as const;

export type Role = (typeof roles)[number];

export const email = z
  .string()
  .max(254)
  .meta({ format: 'email' })
  .pipe(z.email())
  .transform((value) => value.toLowerCase());

/** A password that is checked, not chosen: any text that can have been one. */
const password = text(1, maxPasswordLength);

const newPassword = text(1, maxPasswordLength).superRefine((value, context) => {
  const weakness = passwordWeakness(value);
  if (weakness) context.addIssue({ code: 'custom', message: weakness });
});

const redirect = text(1, 2_000)
  .refine(staysOnItsHost, 'Not a path of this service')
  .describe('A path of this service or an address of an allowed origin');

/** Browsers shorten "/..//evil.example" to "//evil.example", which is another host. */
function staysOnItsHost(target: string): boolean {
  if (!target.startsWith('/')) return true; // an address; the auth library compares its origin
  const base = 'http://this-service.invalid';
  if (!URL.canParse(target, base)) return false;
  const { origin, pathname } = new URL(target, base);
  return origin === base && !pathname.startsWith('//');
}

export const token = text(1, 1_000);

/** A token in a path: with dots, it could lead to another path of the auth library. */
export const linkToken = z.string().regex(/^[\w-]{1,255}$/, 'Unknown, used or expired');

export const signUp = z
  .strictObject({
    name: text(1, 100),
    email,
    password: newPassword,
    callbackURL: redirect.optional(),
  })
  .refine((account) => account.password.toLowerCase() !== account.email, {
    message: 'Too weak: your e-mail address',
    path: ['password'],
  });

export const signIn = z.strictObject({ email, password });

export const emailOnly = z.strictObject({ email, callbackURL: redirect.optional() });

export const resetRequest = z.strictObject({ email, redirectTo: redirect.optional() });

export const reset = z.strictObject({ token, newPassword });

export const passwordChange = z.strictObject({
  currentPassword: password,
  newPassword,
  revokeOtherSessions: z.boolean().default(true),
});

/** The library decodes it once more than the server, so it has to be decodable twice. */
const linkRedirect = redirect.refine(isDecodable, { message: 'Not an address' });

export const magicLinkRequest = z.strictObject({ email, callbackURL: linkRedirect.optional() });

export const magicLinkQuery = z.strictObject({ token, callbackURL: linkRedirect.optional() });

export const socialSignIn = z.strictObject({
  provider: z.enum(socialProviderNames),
  callbackURL: redirect.describe(
    'The page to come back to, with the session cookie or with ?error=',
  ),
});

export const socialRedirect = z.object({
  url: z.url().describe('The page of the provider to send the browser to'),
});

/** Whatever else a provider adds is left out. */
export const socialCallbackQuery = z.object({
  state: text(1, 200).optional(),
  code: text(1, 4_000).optional(),
  error: text(1, 200).optional(),
  error_description: text(1, 1_000).optional(),
  iss: text(1, 200).optional(),
});

export const verifyQuery = z.strictObject({ token, callbackURL: redirect.optional() });

export const resetLinkQuery = z.strictObject({ callbackURL: redirect.optional() });

export const me = z
  .object({ id: z.uuid(), email: z.string(), name: z.string(), role: z.enum(roles) })
  .meta({ id: 'Me' });

const user = z
  .object({
    id: z.uuid(),
    email: z.string(),
    emailVerified: z.boolean(),
    name: z.string(),
    role: z.enum(roles),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });

export const signedUp = z.object({ token: z.null(), user });
export const signedIn = z.object({ token: z.string().describe('Use it as bearer token'), user });
export const passwordChanged = z.object({ token: z.string().nullable(), user });
export const done = z.object({ status: z.boolean() });
export const signedOut = z.object({ success: z.boolean() });

export const activeSession = z
  .object({ session: z.object({ id: z.uuid(), expiresAt: z.iso.datetime() }), user })
  .nullable();

function isDecodable(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}
