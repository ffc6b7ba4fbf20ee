import { parseArgs, type ParseArgsConfig } from 'node:util';

/**
 * The arguments of a root script, as `parseArgs` gives them. `--help` prints the usage and ends the process with 0; what
 * the script does not know ends it with 2.
 *
 * @param usage one line: `npm run NAME -- [--option VALUE]`
 */
export function readArguments<const Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(`Usage: ${usage}`);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS_') !== true) throw error;
    // The advice of the later sentences is about `--`, which npm takes for itself.
    return refuse(message.split(/\.?(?:\s*\n|\s+(?=To |This ))/)[0] ?? message, usage);
  }
}

/** Ends a script that was called wrongly: says what is wrong and how it is called, exit code 2. */
export function refuse(what: string, usage: string): never {
  console.error(`${what}\nUsage: ${usage}`);
  process.exit(2);
}
