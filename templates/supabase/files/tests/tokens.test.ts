import { createRemoteJWKSet, decodeJwt, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';

import { publishableKey, url } from './support/environment.ts';
import { newAdmin, newMember } from './support/people.ts';

const issuer = `${url}/auth/v1`;
const publicKeys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));

test('a token can be verified with the published keys, and says who and how', async () => {
  const { session, id, email } = await newMember();

  const { payload, protectedHeader } = await jwtVerify(session.access_token, publicKeys, {
    issuer,
    audience: 'authenticated',
  });

  expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: expect.any(String) });
  expect(payload).toMatchObject({
    sub: id,
    email,
    role: 'authenticated',
    user_role: 'member',
    aal: 'aal1',
    amr: [{ method: 'password' }],
    app_metadata: { provider: 'email' },
    is_anonymous: false,
  });
});

test('the role of an admin is in the token', async () => {
  const { session } = await newAdmin();
  expect(decodeJwt(session.access_token)).toMatchObject({ user_role: 'admin' });
});

test('a refreshed token still tells how the session began', async () => {
  const { client } = await newMember();
  const { data } = await client.auth.refreshSession();
  expect(decodeJwt(data.session?.access_token ?? '')).toMatchObject({
    amr: [{ method: 'password' }],
  });
});

describe('a token that is', () => {
  test.each(['forged', 'expired', 'of another key', 'for another audience', 'without signature'])(
    '%s opens nothing',
    async (kind) => {
      const { session } = await newMember();
      const token = await hostile(kind, session.access_token);
      const headers = { apikey: publishableKey, authorization: `Bearer ${token}` };
      const status = async (path: string) => (await fetch(`${url}${path}`, { headers })).status;

      expect(await status('/auth/v1/user')).toBe(403);
      expect(await status('/rest/v1/notes?select=id')).toBe(401);
      expect(await status('/storage/v1/object/attachments/x')).toBe(400);
    },
  );
});

async function hostile(kind: string, token: string): Promise<string> {
  const claims = decodeJwt(token);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { privateKey } = await generateKeyPair('ES256');
  switch (kind) {
    case 'forged':
      return [header, encode({ ...claims, sub: crypto.randomUUID() }), signature].join('.');
    case 'without signature':
      return `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`;
    case 'expired':
      return sign({ ...claims, exp: 1 }, privateKey);
    case 'for another audience':
      return sign({ ...claims, aud: 'somebody else' }, privateKey);
    default:
      return sign(claims, privateKey);
  }

  function sign(changed: object, key: typeof privateKey) {
    return new SignJWT({ ...changed }).setProtectedHeader({ alg: 'ES256' }).sign(key);
  }
}
