import { randomBytes } from 'node:crypto';
import type { Upload } from '../contract/operations.ts';

/** 10 MiB: the most that an attachment may hold. */
export const SIZE_LIMIT = 10 * 1024 * 1024;

const PNG_HEAD = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
  'hex',
);
const JPEG_HEAD = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');

/** Text of so many bytes, different each time where it has room. */
export function textFile(size: number, name = 'note.txt'): Upload {
  const unit = `${randomBytes(16).toString('hex')}\n`;
  const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  return { name, type: 'text/plain', bytes: new TextEncoder().encode(text) };
}

/** A file that begins as its type does; what follows is random. */
export function binaryFile(
  type: 'application/pdf' | 'image/png' | 'image/jpeg',
  size: number,
): Upload {
  const [head, ending] = {
    'application/pdf': [Buffer.from('%PDF-1.7\n'), 'pdf'] as const,
    'image/png': [PNG_HEAD, 'png'] as const,
    'image/jpeg': [JPEG_HEAD, 'jpg'] as const,
  }[type];
  const bytes = Buffer.concat([head, randomBytes(Math.max(0, size - head.length))]);
  return { name: `file.${ending}`, type, bytes: new Uint8Array(bytes) };
}

/** Files of forbidden types, some under the name and type of an allowed one. */
export function forbiddenFiles(): Readonly<Record<string, Upload>> {
  const of = (name: string, type: string, content: string | Buffer): Upload => ({
    name,
    type,
    bytes: new Uint8Array(Buffer.from(content)),
  });
  const page = '<!doctype html><html><body><script>alert(1)</script></body></html>';
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const program = Buffer.concat([Buffer.from('7f454c460201010000', 'hex'), randomBytes(200)]);
  const archive = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), randomBytes(200)]);
  return {
    'an HTML page': of('page.html', 'text/html', page),
    'an SVG drawing': of('drawing.svg', 'image/svg+xml', drawing),
    'an archive': of('archive.zip', 'application/zip', archive),
    'an HTML page as image/png': of('picture.png', 'image/png', page),
    'an SVG drawing as image/jpeg': of('picture.jpg', 'image/jpeg', drawing),
    'a program as application/pdf': of('paper.pdf', 'application/pdf', program),
    'a program as text/plain': of('note.txt', 'text/plain', program),
    'an archive as image/png': of('picture.png', 'image/png', archive),
  };
}
