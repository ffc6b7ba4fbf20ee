import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const toleranceSeconds = 5 * 60;

/**
 * Checks a delivery as in Standard Webhooks: `webhook-signature` has to hold a version 1 signature
 * of id, time and body by one of the secrets, and the time has to be recent, so that a delivery
 * that somebody recorded is worth nothing later. Gives the id of the event.
 */
export function verifiedEventId(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secrets: string[],
): string | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (typeof id !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(id)) return undefined;
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return undefined;
  if (typeof signatures !== 'string') return undefined;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > toleranceSeconds) return undefined;

  const given = signatures
    .split(' ')
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice('v1,'.length), 'base64'));
  const isSigned = secrets.some((secret) => {
    const expected = sign(secret, id, timestamp, body);
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
  return isSigned ? id : undefined;
}

function sign(secret: string, id: string, timestamp: string, body: Buffer): Buffer {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}
