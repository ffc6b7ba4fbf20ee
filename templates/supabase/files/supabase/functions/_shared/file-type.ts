export const fileTypes = ['text/plain', 'application/pdf', 'image/png', 'image/jpeg'] as const;

export type FileType = (typeof fileTypes)[number];

const signatures: readonly (readonly [FileType, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** A control character other than white space, which no text has. */
const binary = /[^\P{Cc}\s]/u;

/** How text starts that is more than text: HTML, SVG and XML can carry scripts. */
const markup =
  /^\uFEFF?\s*<(?:!doctype\s+html|!--|\?xml|(?:html|head|title|body|script|style|iframe|svg)[\s>/])/i;

/** The type of a file by its content, or undefined if it is none of the allowed ones. */
export function fileTypeOf(bytes: Uint8Array): FileType | undefined {
  const known = signatures.find(([, signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  );
  return known?.[0] ?? (isPlainText(bytes) ? 'text/plain' : undefined);
}

function isPlainText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return !binary.test(text) && !markup.test(text.slice(0, 1_024));
  } catch {
    return false;
  }
}
