import { parseArgs, type ParseArgsConfig } from 'node:util';
import { PlinthError } from '@plinth/schema/errors';
import { didYouMean } from '@plinth/schema/nearest';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Parses arguments with `node:util`, and says what is wrong in terms of the flags that there are.
 *
 * @throws PlinthError USAGE
 */
export function parseArguments<const T extends Options>(
  argv: readonly string[],
  options: T,
  limits: { readonly positionals: number; readonly help: string },
) {
  const parsed = tokenise(argv, options);
  if (parsed.positionals.length > limits.positionals) {
    const extra = parsed.positionals.slice(limits.positionals).join(' ');
    throw new PlinthError('USAGE', `Unexpected argument: ${extra}`, {
      hint: `At most ${limits.positionals} argument without a flag. See ${limits.help}.`,
    });
  }
  for (const [name, config] of Object.entries(options)) {
    const count = parsed.tokens.filter((t) => t.kind === 'option' && t.name === name).length;
    if (count > 1 && !config.multiple && config.type === 'string') {
      throw new PlinthError('USAGE', `--${name} is given ${count} times`, {
        hint: 'Give it once.',
      });
    }
  }
  return parsed;
}

function tokenise<const T extends Options>(argv: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true });
  } catch (cause) {
    throw explain(cause, Object.keys(options));
  }
}

function explain(cause: unknown, names: readonly string[]): PlinthError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const unknown = /Unknown option '(-+)([^']*)'/.exec(message);
  if (unknown) {
    const [, dashes = '--', name = ''] = unknown;
    const guess = didYouMean(name, names).replace('"', '"--');
    return new PlinthError('USAGE', `No flag ${dashes}${name}${dashes === '--' ? guess : ''}`, {
      hint: 'See --help for the flags.',
      cause,
    });
  }
  const missing = /Option '(?:-\w, )?(--[^ ']+)[^']*' argument (missing|is ambiguous)/.exec(
    message,
  );
  if (missing) {
    return new PlinthError('USAGE', `${missing[1]} needs a value`, {
      hint: `Give it as ${missing[1]}=VALUE.`,
      cause,
    });
  }
  return new PlinthError('USAGE', message.split('. ')[0] ?? message, {
    hint: 'See --help for the flags.',
    cause,
  });
}
