/** A failure that one line explains; the command prints the message, not the stack. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** Runs a command of this project: what it throws becomes exit code 1, an expected failure one line. */
export async function command(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isExpected = error instanceof CommandError;
    process.stderr.write(`${isExpected ? error.message : describe(error)}\n`);
    process.exitCode = 1;
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
