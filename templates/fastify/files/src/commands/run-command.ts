import { type Config, ConfigError, loadConfig } from '../config.ts';

/** A mistake of the caller: its message is all they need to see. */
export class UsageError extends Error {
  override name = 'UsageError';
}

interface CommandContext {
  config: Config;
  args: string[];
  print: (line: string) => void;
}

/** Runs a command of the terminal: exit code 0, or 1 with the reason on standard error. */
export async function runCommand(command: (context: CommandContext) => Promise<void>) {
  try {
    await command({
      config: loadConfig(process.env),
      args: process.argv.slice(2),
      print: (line) => process.stdout.write(`${line}\n`),
    });
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof UsageError;
    const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  }
}
