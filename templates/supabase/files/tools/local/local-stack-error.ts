/** A failure that one line explains; show the message, not the stack. */
export class LocalStackError extends Error {
  override name: string = 'LocalStackError';
}
