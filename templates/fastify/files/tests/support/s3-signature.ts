import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface S3Keys {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Why a request is refused, as S3 names it; undefined if it is signed as it should be. */
export type Refusal = 'AccessDenied' | 'SignatureDoesNotMatch' | 'RequestTimeTooSkewed';

const algorithm = 'AWS4-HMAC-SHA256';
const unsigned = 'UNSIGNED-PAYLOAD';
const skewMs = 15 * 60 * 1000;

/** Checks the signature of a request (AWS Signature Version 4), in its headers or in its address. */
export function refusalOf(
  request: IncomingMessage,
  body: Buffer,
  keys: S3Keys,
): Refusal | undefined {
  const url = new URL(request.url ?? '/', 'http://s3');
  const isPresigned = url.searchParams.has('X-Amz-Signature');
  const signed = isPresigned ? fromAddress(url) : fromHeaders(request);
  if (!signed) return 'AccessDenied';

  const [accessKeyId, date = '', region = '', service = '', end] = signed.scope.split('/');
  const time = parseTime(signed.time);
  if (accessKeyId !== keys.accessKeyId || service !== 's3' || end !== 'aws4_request') {
    return 'AccessDenied';
  }
  if (!signed.time.startsWith(date) || !signed.headers.includes('host')) return 'AccessDenied';

  const canonical = [
    request.method,
    url.pathname,
    canonicalQuery(url),
    ...signed.headers.map((name) => `${name}:${headerValue(request, name)}`),
    '',
    signed.headers.join(';'),
    signed.payload,
  ].join('\n');
  const toSign = [
    algorithm,
    signed.time,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ].join('\n');
  const secret = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    `AWS4${keys.secretAccessKey}`,
  );
  const expected = createHmac('sha256', secret).update(toSign).digest();
  const given = Buffer.from(signed.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return 'SignatureDoesNotMatch';
  }

  if (isPresigned) {
    const expiresIn = Number(url.searchParams.get('X-Amz-Expires'));
    const isValid = expiresIn >= 1 && expiresIn <= 604_800 && time <= Date.now() + skewMs;
    return isValid && Date.now() < time + expiresIn * 1000 ? undefined : 'AccessDenied';
  }
  if (Math.abs(Date.now() - time) > skewMs) return 'RequestTimeTooSkewed';
  return signed.payload === sha256(body) ? undefined : 'SignatureDoesNotMatch';
}

interface Signed {
  scope: string;
  time: string;
  headers: string[];
  signature: string;
  payload: string;
}

function fromHeaders({ headers }: IncomingMessage): Signed | undefined {
  const [, scope, names, signature] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), ?SignedHeaders=(\S+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const time = headers['x-amz-date'];
  const payload = headers['x-amz-content-sha256'];
  if (!scope || !names || !signature) return undefined;
  if (typeof time !== 'string' || typeof payload !== 'string') return undefined;
  return { scope, headers: names.split(';'), signature, time, payload };
}

function fromAddress({ searchParams }: URL): Signed | undefined {
  const scope = searchParams.get('X-Amz-Credential');
  const names = searchParams.get('X-Amz-SignedHeaders');
  const signature = searchParams.get('X-Amz-Signature');
  const time = searchParams.get('X-Amz-Date');
  if (searchParams.get('X-Amz-Algorithm') !== algorithm) return undefined;
  if (!scope || !names || !signature || !time) return undefined;
  return { scope, headers: names.split(';'), signature, time, payload: unsigned };
}

function canonicalQuery({ searchParams }: URL): string {
  return [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function headerValue({ headers }: IncomingMessage, name: string): string {
  return [headers[name] ?? ''].flat().join(',').trim().replaceAll(/ +/g, ' ');
}

function parseTime(text: string): number {
  return Date.parse(
    text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
