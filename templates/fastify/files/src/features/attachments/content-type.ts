export const attachmentTypes = [
  'text/plain',
  'application/pdf',
  'image/png',
  'image/jpeg',
] as const;

export type AttachmentType = (typeof attachmentTypes)[number];

const signatures: [AttachmentType, number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

const longestSignature = 8;

/** A control character other than white space, which no text has. */
const binary = /[^\P{Cc}\s]/u;

/** How text starts that is more than text: HTML, SVG and XML can carry scripts. */
const markup =
  /^\uFEFF?\s*<(?:!doctype\s+html|!--|\?xml|(?:html|head|title|body|script|style|iframe|svg)[\s>/])/i;

const openingLength = 1_024;

/** Tells the type of a file by its content, while it passes by in chunks. */
export function createTypeDetector() {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let head = Buffer.alloc(0);
  let isDecided = false;
  let type: AttachmentType | undefined;
  let opening = '';

  function decode(bytes: Uint8Array, isLast: boolean): string | undefined {
    try {
      return decoder.decode(bytes, { stream: !isLast });
    } catch {
      return undefined;
    }
  }

  function readText(bytes: Uint8Array, isLast: boolean): void {
    const text = decode(bytes, isLast);
    if (text === undefined || binary.test(text)) {
      type = undefined;
      return;
    }
    if (opening.length < openingLength) opening += text.slice(0, openingLength);
    if (isLast && markup.test(opening)) type = undefined;
  }

  function decide(isLast: boolean): void {
    isDecided = true;
    const known = signatures.find(([, signature]) =>
      signature.every((byte, index) => head[index] === byte),
    );
    type = known?.[0] ?? 'text/plain';
    if (type === 'text/plain') readText(head, isLast);
  }

  return {
    /** Takes the next bytes; false if the file is of no allowed type, whatever comes next. */
    add(chunk: Uint8Array): boolean {
      if (!isDecided) {
        head = Buffer.concat([head, chunk]);
        if (head.length < longestSignature) return true;
        decide(false);
      } else if (type === 'text/plain') {
        readText(chunk, false);
      }
      return type !== undefined;
    },

    /** The type of the whole file, or undefined if it is none of the allowed ones. */
    finish(): AttachmentType | undefined {
      if (!isDecided) decide(true);
      else if (type === 'text/plain') readText(new Uint8Array(), true);
      return type;
    },
  };
}
