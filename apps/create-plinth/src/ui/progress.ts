import { oneLine } from './printable.ts';
import { say } from './output.ts';
import { canAsk } from './terminal.ts';

/** Shows that something takes time: a spinner in a terminal, one line elsewhere, nothing when silent. */
export interface Progress {
  step(message: string): void;
  done(message: string): void;
  fail(message: string): void;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;

export function startProgress(message: string, silent: boolean): Progress {
  const quiet = (): void => undefined;
  if (silent) return { step: quiet, done: quiet, fail: quiet };
  if (canAsk()) return spin(message);
  say(message);
  return { step: quiet, done: say, fail: say };
}

/**
 * Only writes. A spinner that reads the keyboard gets Ctrl-C as a character, and the signal that the
 * command ends by in good order never comes.
 */
function spin(message: string): Progress {
  let shown = message;
  let frame = 0;
  const draw = (): void => {
    const line = cut(shown, (process.stdout.columns || 80) - 4);
    process.stdout.write(`\r\u001b[K${FRAMES[frame++ % FRAMES.length]} ${line}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  draw();
  const stop = (text: string): void => {
    clearInterval(timer);
    process.stdout.write('\r\u001b[K');
    say(text);
  };
  return {
    step(text) {
      shown = `${message}  ${oneLine(text)}`;
    },
    done: stop,
    fail: stop,
  };
}

/** The beginning of a text that takes at most that many columns; a line that wraps cannot be wiped. */
function cut(text: string, columns: number): string {
  let left = columns;
  let end = 0;
  for (const character of text) {
    left -= (character.codePointAt(0) ?? 0) < 0x1100 ? 1 : 2;
    if (left < 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}
