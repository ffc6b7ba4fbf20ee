import { style } from '../ui/style.ts';
import type { Block, Page, Section } from './page.ts';

const GAP = 2;
const INDENT = '  ';

/** A page for a terminal of that many columns. */
export function terminalText({ title, blocks, sections }: Page, columns: number): string {
  return [
    style('bold', title),
    ...blocks.map((block) => linesOf(block, columns, INDENT).join('\n')),
    ...sections.map((section) => sectionText(section, columns)),
  ].join('\n\n');
}

export function sectionText({ title, blocks }: Section, columns: number): string {
  const lines = blocks.flatMap((block) => linesOf(block, columns, INDENT));
  return [style('cyan', title), ...lines].join('\n');
}

function linesOf(block: Block, columns: number, indent: string): string[] {
  switch (block.kind) {
    case 'text':
      return wrap(block.text, columns - indent.length).map((line) => indent + line);
    case 'command':
      return [`${indent}${style('bold', block.text)}`];
    case 'list':
      return block.items.flatMap((item) => hanging(item, `${indent}· `, columns));
    case 'checklist':
      return block.items.flatMap((item) => hanging(item, `${indent}☐ `, columns));
    case 'table':
      return tableLines(block.rows, columns, indent);
  }
}

function hanging(item: string, first: string, columns: number): string[] {
  return wrap(item, columns - first.length).map(
    (line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line,
  );
}

/** Columns are as wide as their longest cell; the last one takes what is left, and wraps. */
function tableLines(
  rows: readonly (readonly string[])[],
  columns: number,
  indent: string,
): string[] {
  const last = Math.max(...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: last }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const before = indent.length + widths.reduce((sum, width) => sum + width + GAP, 0);
  return rows.flatMap((row) => {
    const start = widths.map((width, column) => (row[column] ?? '').padEnd(width + GAP)).join('');
    return wrap(row[last] ?? '', columns - before).map((line, index) =>
      index === 0 ? indent + start + style('dim', line) : ' '.repeat(before) + style('dim', line),
    );
  });
}

const NARROWEST = 24;

/** Breaks a text at spaces into lines of at most that many characters; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const limit = Math.max(width, NARROWEST);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= limit) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}
