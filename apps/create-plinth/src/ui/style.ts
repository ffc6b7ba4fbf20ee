/** Start and end of each format in SGR parameters (ECMA-48, section 8.3.117). */
const FORMATS = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const satisfies Record<string, readonly [number, number]>;

/**
 * Formats a text where a stream is a terminal and the user wants colours. Written out, since
 * `styleText` of `node:util` would keep the command from loading on a Node that is too old, and so from saying so.
 */
export function style(
  format: keyof typeof FORMATS,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const wanted =
    stream.isTTY && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb';
  const [start, end] = FORMATS[format];
  return wanted ? `\u001b[${start}m${text}\u001b[${end}m` : text;
}
