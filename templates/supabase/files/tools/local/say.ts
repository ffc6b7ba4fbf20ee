/** A line for the person in front of the terminal. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
