import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

import type { Config } from '../config.ts';
import type { LinkOptions } from './storage.ts';

export const linkPath = '/files';

interface SignedLink {
  key: string;
  name: string;
  type: string;
  /** Seconds since 1970. */
  expires: number;
  signature: string;
}

/** Signs and checks the links to files on the local disk, which this service serves itself. */
export function createLinks({ AUTH_SECRET, BASE_URL }: Config) {
  const secret = Buffer.from(hkdfSync('sha256', AUTH_SECRET, '', 'signed links to files', 32));

  function sign({ key, name, type, expires }: Omit<SignedLink, 'signature'>): Buffer {
    const signed = JSON.stringify([key, name, type, expires]);
    return createHmac('sha256', secret).update(signed).digest();
  }

  return {
    create(key: string, { name, type, expiresAt }: LinkOptions): string {
      const expires = Math.floor(expiresAt.getTime() / 1000);
      const signature = sign({ key, name, type, expires }).toString('base64url');
      const link = new URL(`${linkPath}/${key}`, BASE_URL);
      link.search = new URLSearchParams({
        name,
        type,
        expires: String(expires),
        signature,
      }).toString();
      return link.href;
    },

    /** Compared in constant time: how long a refusal takes tells nothing about the signature. */
    isValid({ signature, ...link }: SignedLink): boolean {
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(link);
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs && Date.now() < link.expires * 1000;
    },
  };
}

export type Links = ReturnType<typeof createLinks>;
