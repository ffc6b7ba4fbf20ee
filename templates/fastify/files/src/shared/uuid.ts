import { randomUUID } from 'node:crypto';

/** A UUID of version 7: it starts with the time, so that new rows land at the end of the index. */
export function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  // Of a random UUID, all that stands behind its own version.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
