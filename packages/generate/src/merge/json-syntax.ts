/**
 * Where a text stops being JSON, as an offset, or undefined where it is JSON. `JSON.parse` says that in
 * words that differ between engines and often without a place.
 *
 * @param comments whether comments and trailing commas are let through, as editors' settings have them
 */
export function jsonFault(text: string, comments: boolean): number | undefined {
  const reader = new Reader(text, comments);
  try {
    reader.value();
    reader.blanks();
    if (reader.offset < text.length) throw new Fault();
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return reader.offset;
    throw error;
  }
}

/** Whether a file may hold comments: settings that only tools with such a parser read. */
export function allowsComments(path: string): boolean {
  return /(?:^|\/)(?:[jt]sconfig[^/]*\.json|\.vscode\/[^/]+)$/.test(path);
}

class Fault extends Error {}

const BLANKS = /[ \t\r\n]*/y;
const BLANKS_AND_COMMENTS = /(?:[ \t\r\n]+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
// oxlint-disable-next-line no-control-regex -- a string holds no control characters
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

class Reader {
  offset = 0;
  readonly #text: string;
  readonly #comments: boolean;

  constructor(text: string, comments: boolean) {
    this.#text = text;
    this.#comments = comments;
  }

  value(): void {
    this.blanks();
    if (this.#takes('{')) {
      this.#members('}', () => {
        this.#match(STRING);
        this.blanks();
        if (!this.#takes(':')) throw new Fault();
        this.value();
      });
    } else if (this.#takes('[')) {
      this.#members(']', () => {
        this.value();
      });
    } else {
      this.#match(this.#text[this.offset] === '"' ? STRING : PLAIN);
    }
  }

  blanks(): void {
    this.#match(this.#comments ? BLANKS_AND_COMMENTS : BLANKS);
  }

  #members(end: string, member: () => void): void {
    this.blanks();
    if (this.#takes(end)) return;
    for (;;) {
      member();
      this.blanks();
      if (this.#takes(end)) return;
      if (!this.#takes(',')) throw new Fault();
      this.blanks();
      if (this.#comments && this.#takes(end)) return;
    }
  }

  #takes(character: string): boolean {
    if (this.#text[this.offset] !== character) return false;
    this.offset += 1;
    return true;
  }

  #match(pattern: RegExp): void {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) throw new Fault();
    this.offset += found.length;
  }
}
