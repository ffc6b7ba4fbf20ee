import type { Readable } from 'node:stream';

import type { FastifyReply } from 'fastify';
import { z } from 'zod';

import { attachmentHeader } from './content-disposition.ts';

/** The documentation of an answer or a body that is a file. */
export const fileContent = z.unknown().meta({ type: 'string', format: 'binary' });

interface SentFile {
  name: string;
  type: string;
  size: number;
  bytes: Readable;
}

/** Somebody else may have chosen the content: a browser is to save it, and not to run any of it. */
export function sendFile(reply: FastifyReply, { name, type, size, bytes }: SentFile): FastifyReply {
  return reply
    .headers({
      'content-disposition': attachmentHeader(name),
      'content-length': size,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'content-type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
    })
    .send(bytes);
}
