/** Whether a person can be asked: both ends are terminals and no CI runs the command. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && !process.env['CI'];
}

const WIDEST = 110;

/** How wide a text may be: as the terminal, but not wider than lines can be read. */
export const columns = (): number => Math.min(process.stdout.columns || WIDEST, WIDEST);
