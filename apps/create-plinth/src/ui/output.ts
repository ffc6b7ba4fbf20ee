import { ERROR_CODES } from '@plinth/schema/errors';
import { printable, printableJson } from './printable.ts';

/** Prints text for people on standard output. */
export function say(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

/** Prints text for people on standard error. */
export function sayError(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

/** Prints the one object of `--json`. */
export function sayJson(value: object): void {
  process.stdout.write(`${printableJson(value)}\n`);
}

/**
 * Keeps output that cannot be written from ending the command half-way. A reader that went away, as
 * `head` does, has what it wanted; where a disk is full the exit code says that the text is not whole.
 */
export function guardOutput(): void {
  let failed = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (failed || error.code === 'EPIPE') return;
    failed = true;
    sayError(`Standard output takes no more (${error.message}). What the command did stays done.`);
    endWith(ERROR_CODES.WRITE_FAILED.exit);
  });
  process.stderr.on('error', () => undefined);
}

/** Sets the exit code, unless a failure has set it. */
export function endWith(code: number): void {
  process.exitCode = process.exitCode || code;
}
