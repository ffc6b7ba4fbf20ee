import { describe, expect, it } from 'vitest';
import { markdownOf } from './markdown.ts';
import type { Page } from './page.ts';
import { terminalText, wrap } from './terminal.ts';

const PAGE: Page = {
  title: 'A *title*',
  blocks: [{ kind: 'text', text: 'One paragraph.' }],
  sections: [
    {
      title: 'Table',
      blocks: [
        {
          kind: 'table',
          head: ['A', 'Longer'],
          rows: [
            ['x', 'y|z'],
            ['long cell', '_'],
          ],
        },
      ],
    },
    {
      title: 'Lists',
      blocks: [
        { kind: 'list', items: ['one', 'two words'] },
        { kind: 'checklist', items: ['later'] },
        { kind: 'command', text: 'run_it --now' },
      ],
    },
  ],
};

describe('a page', () => {
  it('is Markdown that formatters leave alone', () => {
    expect(markdownOf(PAGE)).toBe(
      String.raw`# A \*title\*

One paragraph.

## Table

| A         | Longer |
| --------- | ------ |
| x         | y\|z   |
| long cell | \_     |

## Lists

- one
- two words

- [ ] later

${'```'}sh
run_it --now
${'```'}
`,
    );
  });

  it('fits a terminal, the last column of a table wrapped', () => {
    const lines = terminalText(
      {
        ...PAGE,
        sections: [
          {
            title: 'T',
            blocks: [
              { kind: 'table', head: ['A', 'B'], rows: [['first', 'word '.repeat(20).trim()]] },
            ],
          },
        ],
      },
      50,
    ).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines.at(-1)).toMatch(/^ {9}word/);
  });

  it('puts the cells of a table below each other where the last would be narrow', () => {
    const row = ['Accounts', 'A choice with a long name', 'word '.repeat(20).trim()];
    const table: Page = {
      ...PAGE,
      sections: [
        { title: 'T', blocks: [{ kind: 'table', head: ['A', 'B', 'C'], rows: [row, row] }] },
      ],
    };
    const lines = (columns: number) => terminalText(table, columns).split('\n').slice(5);
    expect(lines(60).slice(0, 2)).toEqual([
      '  Accounts  A choice with a long name',
      `            ${'word '.repeat(9).trim()}`,
    ]);
    expect(Math.max(...lines(60).map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines(110)[0]).toMatch(/^ {2}Accounts {2}A choice with a long name {2}word/);
  });

  it('breaks lines at spaces only', () => {
    expect(wrap('a bb '.repeat(10).trim(), 24).every((line) => line.length <= 24)).toBe(true);
    const long = 'x'.repeat(40);
    expect(wrap(`a ${long} b`, 24)).toEqual(['a', long, 'b']);
  });
});
