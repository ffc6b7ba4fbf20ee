import { hash } from 'node:crypto';

/** `sha256-<base64>`, of text as its UTF-8 bytes. */
export function digest(content: string | Uint8Array): string {
  return `sha256-${hash('sha256', content, 'base64')}`;
}
