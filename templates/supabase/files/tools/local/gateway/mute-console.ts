let muted = 0;
let original: Pick<Console, 'error' | 'log' | 'warn'> | undefined;

/** Silences the console of this process: the emulator prints a banner there, and each error that it answers. */
export function muteConsole(): { restore: () => void } {
  if (muted === 0) {
    const { error, log, warn } = console;
    original = { error, log, warn };
    Object.assign(console, { error: () => {}, log: () => {}, warn: () => {} });
  }
  muted += 1;
  return {
    restore() {
      muted -= 1;
      if (muted === 0) Object.assign(console, original);
    },
  };
}
