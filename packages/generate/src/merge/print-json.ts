import type { Json } from './merge-values.ts';

const WIDTH = 100;

/**
 * JSON as formatters print it: two spaces, a list of plain values on one line where it fits in 100
 * columns. `package.json` keeps every list on lines of its own, as npm writes it.
 */
export function printJson(value: Json, compactLists: boolean): string {
  return `${print(value, '', compactLists, 0)}\n`;
}

function print(value: Json, indent: string, compact: boolean, used: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (compact && plain && indent.length + used + line.length < WIDTH) return line;
    const items = value.map((item) => inner + print(item, inner, compact, 0));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${print(item, inner, compact, name.length + 1)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
