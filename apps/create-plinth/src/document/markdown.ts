import type { Block, Page } from './page.ts';

/** A page as Markdown, in the form that formatters leave alone: aligned tables, `-` for lists, one line for a paragraph. */
export function markdownOf({ title, blocks, sections }: Page): string {
  const parts = [
    `# ${escape(title)}`,
    ...blocks.map(blockOf),
    ...sections.flatMap((section) => [
      `## ${escape(section.title)}`,
      ...section.blocks.map(blockOf),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escape(block.text);
    case 'command':
      return `\`\`\`sh\n${block.text}\n\`\`\``;
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`).join('\n');
    case 'checklist':
      return block.items.map((item) => `- [ ] ${escape(item)}`).join('\n');
    case 'table':
      return tableOf([block.head, ...block.rows].map((row) => row.map(cellOf)));
  }
}

function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const cellOf = (cell: string): string => escape(cell).replaceAll('|', String.raw`\|`);

/** What Markdown would take for markup in a running text. */
function escape(line: string): string {
  return line.replaceAll(/[\\`*_<[\]]/g, String.raw`\$&`);
}
