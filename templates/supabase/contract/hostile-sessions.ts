import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  sign,
} from 'node:crypto';

import type { HostileSession } from '@plinth/conformance/contract/operations';

/** The key that a project signs its tokens with. */
export type SigningKey = JsonWebKey & { kid: string };

/** Tokens that look right in one way each, made with the very key that the project signs with. */
export function hostileSessions(bearer: string, jwk: SigningKey): HostileSession[] {
  const [head = '', body = '', signature = ''] = bearer.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const header = { alg: 'ES256', kid: jwk.kid, typ: 'JWT' };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const { privateKey: anotherKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d: _, ...publicJwk } = jwk;
  const ended = Math.floor(Date.now() / 1000) - 60;
  const raised = { ...claims, role: 'service_role' };
  const all: [HostileSession['kind'], string][] = [
    ['forged', `${head}.${part(raised)}.${signature}`],
    ['forged', `${head}.${body}.`],
    ['forged', `${head}.${body}.${signature.slice(0, -4)}AAAA`],
    ['another-key', signed(header, raised, anotherKey)],
    ['another-key', signed({ ...header, jwk: publicJwk }, claims, anotherKey)],
    // The public key, which everybody has, taken for a secret.
    ['another-key', withSecret({ ...header, alg: 'HS256' }, raised, JSON.stringify(publicJwk))],
    ['another-key', withSecret({ alg: 'HS256', typ: 'JWT' }, raised, '')],
    ['expired', signed(header, { ...claims, iat: ended - 60, exp: ended }, key)],
    ['another-audience', signed(header, { ...claims, aud: 'another-service' }, key)],
    ['another-audience', signed(header, { ...claims, iss: 'https://elsewhere.example' }, key)],
    ['alg-none', `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`],
    ['alg-none', `${part({ ...header, alg: 'none' })}.${part(raised)}.${signature}`],
  ];
  return all.map(([kind, token]) => ({ kind, session: { bearer: token } }));
}

function signed(header: object, claims: object, key: KeyObject): string {
  const text = `${part(header)}.${part(claims)}`;
  const bytes = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${bytes.toString('base64url')}`;
}

function withSecret(header: object, claims: object, secret: string): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
