import { LocalStackError } from '../../tools/local/local-stack-error.ts';
import { LocalPostgresError } from '../../tools/local/postgres/server.ts';

/** A failure that one line explains; the command prints the message, not the stack. */
export class CommandError extends Error {
  override name = 'CommandError';
}

const explained = [CommandError, LocalStackError, LocalPostgresError];

/** Runs a command of this project: what it throws becomes exit code 1, an expected failure one line. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isExplained = explained.some((kind) => error instanceof kind);
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`${isExplained ? message : stack}\n`);
    process.exitCode = 1;
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
