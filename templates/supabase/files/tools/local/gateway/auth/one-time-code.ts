import { createHash, randomInt } from 'node:crypto';

export interface OneTimeCode {
  code: string;
  /** What the link carries and the database keeps. */
  hash: string;
}

export function newCode(email: string, length: number): OneTimeCode {
  const code = Array.from({ length }, () => randomInt(10)).join('');
  return { code, hash: hashOf(email, code) };
}

/** The emulator's hash of a code: it looks codes up by it. */
export function hashOf(email: string, code: string): string {
  return createHash('sha256')
    .update(email.toLowerCase() + code)
    .digest('hex');
}
