import type { Readable, Writable } from 'node:stream';
import { confirm, isCancel, log, select, text } from '@clack/prompts';
import { getColumns } from '@clack/core';
import { PlinthError } from '@plinth/schema/errors';
import type { Asker } from '../create/asker.ts';
import { wrap } from '../document/terminal.ts';
import { interviewPrompt } from './interview-prompt.ts';
import { oneLine } from './printable.ts';

interface Streams {
  readonly input?: Readable;
  readonly output?: Writable;
}

/** Columns that the bar at the left takes. */
const BAR = 3;

/** Asks in a terminal. The streams are the process's own unless a test gives others. */
export function clackAsker(streams: Streams = {}): Asker {
  const ask = <T>(prompt: (common: Streams & { signal: AbortSignal }) => Promise<T>) =>
    whileOpen(streams.input ?? process.stdin, (signal) => prompt({ ...streams, signal }));
  return {
    async text({ message, placeholder, validate }) {
      return ask((common) =>
        text({
          message: oneLine(message),
          placeholder,
          defaultValue: placeholder,
          validate: (value) => {
            const reason = validate(value === undefined || value === '' ? placeholder : value);
            return reason === undefined ? undefined : oneLine(reason);
          },
          ...common,
        }),
      );
    },
    async select(message, choices, initial) {
      const options = choices.map(({ value, label, hint }) => ({
        value: value as string,
        label: oneLine(label),
        ...(hint === undefined ? {} : { hint: oneLine(hint) }),
      }));
      const answer = await ask((common) =>
        select<string>({
          message: oneLine(message),
          options,
          ...(initial === undefined ? {} : { initialValue: initial }),
          ...common,
        }),
      );
      return answer as (typeof choices)[number]['value'];
    },
    async confirm(message, initialValue) {
      return ask((common) => confirm({ message: oneLine(message), initialValue, ...common }));
    },
    tell(message) {
      const output = streams.output ?? process.stdout;
      const lines = message.split('\n').flatMap((line) => wrap(line, getColumns(output) - BAR));
      log.info(lines.join('\n'), { output });
    },
    interview: (prompt) => ask((common) => interviewPrompt(prompt, common)),
  };
}

/**
 * Runs a prompt, and breaks it off when its input ends. At Ctrl-D the line editor below the prompt
 * stops reading without a word to the prompt, which would wait for ever, with nothing left to keep the
 * process alive.
 *
 * @throws PlinthError INTERRUPTED
 */
async function whileOpen<T>(
  input: Readable,
  prompt: (signal: AbortSignal) => Promise<T>,
): Promise<Exclude<T, symbol>> {
  const abort = new AbortController();
  let asking = true;
  let continued = false;
  const leave = (): void => {
    if (asking) abort.abort();
  };
  // A prompt that was answered stops reading as well, and is done by the next turn. So does the line
  // editor when the process comes back from Ctrl-Z; then reading is to go on.
  const paused = (): void => {
    setImmediate(() => {
      if (continued) input.resume();
      else leave();
      continued = false;
    });
  };
  const resumed = (): void => {
    continued = true;
  };
  input.on('pause', paused).on('end', leave).on('close', leave);
  process.on('SIGCONT', resumed);
  try {
    const answer = await prompt(abort.signal);
    if (!isCancel(answer)) return answer as Exclude<T, symbol>;
  } finally {
    asking = false;
    input.off('pause', paused).off('end', leave).off('close', leave);
    process.off('SIGCONT', resumed);
  }
  throw new PlinthError('INTERRUPTED', 'Stopped. Nothing was written.', {
    hint: 'Run the command again when you are ready.',
  });
}
