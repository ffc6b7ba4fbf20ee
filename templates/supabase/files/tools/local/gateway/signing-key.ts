import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { dirname } from 'node:path';

import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

import { errorCode } from '../error-code.ts';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  /** What `/auth/v1/.well-known/jwks.json` answers. */
  jwks: { keys: JWK[] };
  /** Between gateway and emulator only; derived, so that signed links outlive a restart. */
  innerSecret: string;
}

/** The key that tokens are signed with: made once, kept in a file that only its owner reads. */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  const jwk = readKey(file) ?? (await createKey(file));
  const { d, kid = '', ...publicJwk } = jwk;
  const privateKey = await importJWK(jwk, 'ES256');
  if (!d || privateKey instanceof Uint8Array) throw new Error(`${file} holds no private key`);
  return {
    kid,
    privateKey,
    jwks: { keys: [{ ...publicJwk, kid, use: 'sig', key_ops: ['verify'] }] },
    innerSecret: createHmac('sha256', d).update('inner tokens').digest('base64url'),
  };
}

function readKey(file: string): JWK | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function createKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'ES256' };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, JSON.stringify(jwk), { mode: 0o600, flag: 'wx' });
    return jwk;
  } catch (error) {
    const other = errorCode(error) === 'EEXIST' ? readKey(file) : undefined;
    if (other) return other; // of a start at the same time
    throw error;
  }
}
