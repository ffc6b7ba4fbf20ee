import { describe, expect, it } from 'vitest';
import { quoteArgument, quoteFolder } from './invocation.ts';

describe('an argument in a printed command', () => {
  it.each([
    ['plain-1.0', 'plain-1.0', 'plain-1.0'],
    ['@acme/api', '@acme/api', '"@acme/api"'],
    ['with space', "'with space'", '"with space"'],
    ["it's", String.raw`'it'\''s'`, '"it\'s"'],
    ['$(x)', "'$(x)'", '"$(x)"'],
    ['~/x', "'~/x'", '"~/x"'],
    ['', "''", '""'],
  ])('%j is quoted for the shell of the system', (argument, posix, windows) => {
    expect(quoteArgument(argument, 'linux')).toBe(posix);
    expect(quoteArgument(argument, 'win32')).toBe(windows);
  });

  it('is no flag where it is a folder', () => {
    expect(quoteFolder('-x', 'linux')).toBe('./-x');
    expect(quoteFolder('-', 'linux')).toBe('./-');
    expect(quoteFolder('x', 'linux')).toBe('x');
    expect(quoteFolder('C:\\work\\x', 'win32')).toBe('C:\\work\\x');
  });
});
