import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Passes the API's log on to the terminal line by line, so that it never breaks into other output. */
export function printLog(stream: Readable): void {
  createInterface({ input: stream }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
  });
}
