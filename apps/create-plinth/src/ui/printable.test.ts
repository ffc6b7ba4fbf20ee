import { describe, expect, it } from 'vitest';
import { oneLine, printable, printableJson } from './printable.ts';

describe('text of others', () => {
  it.each([
    ['a cursor movement', '\u001b[2J'],
    ['a title', '\u001b]0;x\u0007'],
    ['a hidden text', '\u001b[8mhidden'],
    ['a C1 control', '\u009b2J'],
    ['a carriage return', 'bad\rgood'],
    ['a change of direction', '\u202etxt.exe'],
    ['an isolate', '\u2066x\u2069'],
    ['a line separator', 'a\u2028b'],
  ])('loses %s', (_, text) => {
    expect(printable(text)).toContain('\u{fffd}');
    for (const character of '\u0007\r\u001b\u009b\u202e\u2066\u2069\u2028') {
      expect(printable(text)).not.toContain(character);
    }
    const json = printableJson({ text });
    expect(json).toMatch(/^[\u0020-\u007e]*$/);
    expect(JSON.parse(json)).toEqual({ text });
  });

  it('keeps words of every language, colours of our own, lines and tabs', () => {
    const text = 'Grüße\t日本語 👩‍💻\n\u001b[32mok\u001b[39m';
    expect(printable(text)).toBe(text);
  });

  it('is one line where it is part of one', () => {
    expect(oneLine('a\n  Done.\tb')).toBe('a Done. b');
  });
});
