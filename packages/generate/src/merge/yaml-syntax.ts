import { type Document, LineCounter, parseAllDocuments, parseDocument, visit } from 'yaml';

/** YAML that does not parse. `line` counts from 1. */
export class YamlSyntaxError extends Error {
  readonly line: number;
  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** A document, and the line of each offset in its text. */
export interface ReadDocument {
  readonly document: Document;
  lineOf(offset: number | undefined): number;
}

/**
 * Parses a text that is one YAML document.
 *
 * @throws YamlSyntaxError also for an alias that leads nowhere
 */
export function readDocument(text: string): ReadDocument {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, uniqueKeys: true });
  const lineOf = lines(lineCounter);
  refuseFaults(document, lineOf);
  return { document, lineOf };
}

/**
 * Checks a text that may be several YAML documents.
 *
 * @throws YamlSyntaxError
 */
export function checkDocuments(text: string): void {
  const lineCounter = new LineCounter();
  for (const document of parseAllDocuments(text, { lineCounter, uniqueKeys: true })) {
    refuseFaults(document, lines(lineCounter));
  }
}

const lines = (counter: LineCounter) => (offset: number | undefined) =>
  offset === undefined ? 1 : counter.linePos(offset).line;

function refuseFaults(document: Document, lineOf: ReadDocument['lineOf']): void {
  const [error] = document.errors;
  if (error) throw new YamlSyntaxError(error.message.split('\n')[0] ?? '', lineOf(error.pos[0]));
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      throw new YamlSyntaxError(`No anchor "${alias.source}"`, lineOf(alias.range?.[0]));
    },
  });
}
