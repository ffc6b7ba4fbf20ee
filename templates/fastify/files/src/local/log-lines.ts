import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Hands on what a process prints line by line, so that lines of two processes never mix. */
export function eachLine(stream: Readable, use: (line: string) => void): void {
  createInterface({ input: stream }).on('line', use);
}
