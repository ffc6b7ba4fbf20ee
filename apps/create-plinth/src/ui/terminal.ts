/** Whether a person can be asked: both ends are terminals and no CI runs the command. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && !process.env['CI'];
}
