import { style } from '../ui/style.ts';
import type { Block, Page, Section } from './page.ts';

const GAP = 2;
const INDENT = '  ';

/** A page for a terminal of that many columns. */
export function terminalText({ title, blocks, sections }: Page, columns: number): string {
  return [
    style('bold', title),
    ...blocks.map((block) => linesOf(block, columns, INDENT).join('\n')),
    sectionsText(sections, columns),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export const sectionsText = (sections: readonly Section[], columns: number): string =>
  sections.map((section) => sectionText(section, columns)).join('\n\n');

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

/** Columns are as wide as their longest cell, and the last takes what is left; where that is little, cells stand below each other. */
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
  const left = indent.length + (widths[0] ?? 0) + GAP;
  const isWide = columns - before >= READABLE;
  return rows.flatMap(([first = '', ...cells]) => {
    const middle = cells.slice(0, -1);
    const start = isWide
      ? middle.map((cell, i) => cell.padEnd((widths[i + 1] ?? 0) + GAP)).join('')
      : '';
    const at = isWide ? before : left;
    const told = wrap(cells.at(-1) ?? '', columns - at).map((line) => style('dim', line));
    const lines = isWide
      ? told.map((line, index) => (index === 0 ? start : ' '.repeat(start.length)) + line)
      : [...middle.flatMap((cell) => wrap(cell, columns - left)), ...told];
    return lines.map(
      (line, index) => indent + (index === 0 ? first : '').padEnd(left - indent.length) + line,
    );
  });
}

/** Columns that a running text needs to be read with ease. */
const READABLE = 40;

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
