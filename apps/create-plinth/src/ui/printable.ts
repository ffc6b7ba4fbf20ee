/**
 * Controls of C0 and C1 but tab and line feed, the controls of writing direction, and separators that
 * break a line: text of others must neither steer the terminal nor show as something else than it is.
 * The sequences that `style` writes are left alone; whoever forges one gets a colour.
 */
const UNSAFE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
  /(\u001b\[(?:1|2|22|31|32|33|36|39)m)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text as it may be shown in a terminal. */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, (_, own: string | undefined) => own ?? '\u{fffd}');
}

/** A text that came from a template or a record, as part of a line. */
export function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*[\n\t]\s*/g, ' '));
}

/** JSON on one line. It may be looked at in a terminal too, so that what is unsafe there is escaped. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    UNSAFE,
    (character) => String.raw`\u` + character.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}
