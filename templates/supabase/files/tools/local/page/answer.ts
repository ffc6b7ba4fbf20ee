import { createHash } from 'node:crypto';

import type { Html } from './html.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Nothing but the page's own files may run or load, and nobody may frame it. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not "no-referrer": with it, browsers hide the origin of the page's own forms.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** The version lets an open page ask whether anything has changed. */
export function page({ text }: Html, status = 200): Answer {
  return {
    ...content('text/html', text, status),
    headers: { ...type('text/html'), etag: tag(text) },
  };
}

export function json(value: unknown, status = 200): Answer {
  return content('application/json', JSON.stringify(value), status);
}

export function content(mediaType: string, body: string, status = 200): Answer {
  return { status, headers: type(mediaType), body };
}

/** After a form: the browser goes on with GET, so that loading again repeats nothing. */
export function seeOther(location: string): Answer {
  return { status: 303, headers: { location }, body: '' };
}

function type(mediaType: string): Record<string, string> {
  return { 'content-type': `${mediaType}; charset=utf-8` };
}

function tag(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}
