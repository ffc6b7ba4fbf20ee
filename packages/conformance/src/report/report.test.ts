import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Report, Result, Verdict } from '../suite/results.ts';
import { toGithub } from './github.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit.ts';
import { writePage } from './page.ts';
import { resultLines, summaryTable } from './terminal.ts';

const result = (id: string, verdict: Verdict): Result => ({
  id,
  title: `Title of ${id}`,
  group: 'D',
  seconds: 1.25,
  verdict,
});
const PASSED = result('D1', { kind: 'passed', ground: 'real', checks: 4 });
const STAND_IN = result('D2', { kind: 'passed', ground: 'stand-in', checks: 4 });
const FAILED = result('D3', {
  kind: 'failed',
  message: 'the call: expected <ok> & "more", found 100%\nand\u0001 more',
  details: 'src/behaviours/data.ts:7',
});
const OUT = result('X3', { kind: 'does not apply', because: 'there is no such thing' });
const REPORT: Report = { stack: 'one', results: [PASSED, STAND_IN, FAILED, OUT], seconds: 5 };

describe('the terminal', () => {
  const plain = (each: Result): string => stripVTControlCharacters(resultLines(each));

  it('has a line for each behaviour, and what was found where it fails', () => {
    expect(plain(PASSED)).toBe('✓ D1  Title of D1 1.3 s');
    expect(plain(STAND_IN)).toBe('✓ D2  Title of D2 (stand-in) 1.3 s');
    expect(plain(OUT)).toBe('– X3  Title of X3: there is no such thing');
    expect(plain(FAILED)).toContain('✗ D3  Title of D3 1.3 s\n      the call: expected <ok>');
    expect(plain(FAILED)).toContain('data.ts:7');
  });

  it('counts', () => {
    const table = summaryTable(REPORT);
    expect(table).toMatch(/^Data +2 passed +1 failed +1 not applying$/m);
    expect(table).toMatch(/^All +2 passed +1 failed +1 not applying$/m);
  });
});

it('gives JSON that holds the whole run', () => {
  expect(JSON.parse(toJson(REPORT))).toEqual({
    format: 1,
    ...REPORT,
    count: { passed: 2, failed: 1, notApplying: 1 },
  });
});

it('gives JUnit with every text escaped', () => {
  const xml = toJunit(REPORT);
  expect(xml).toContain('tests="4" failures="1" errors="0" skipped="1"');
  expect(xml).toContain('<property name="ground" value="stand-in"/>');
  expect(xml).toContain('<skipped message="there is no such thing"/>');
  expect(xml).toContain(
    'expected &lt;ok&gt; &amp; &quot;more&quot;, found 100%&#10;and\\u0001 more',
  );
  expect(xml).not.toContain('\u0001');
});

it('gives one annotation for each failure, on one line', () => {
  expect(toGithub(REPORT)).toEqual([
    '::error title=one D3::Title of D3%0Athe call: expected <ok> & "more", found 100%25%0Aand\u0001 more',
  ]);
});

describe('the page', () => {
  const other: Report = { ...REPORT, stack: 'two', results: [FAILED, PASSED] };

  it('holds a column for the stack and says what fails', () => {
    const page = writePage('', REPORT);
    expect(page).toContain('| D1 | Title of D1 | real |');
    expect(page).toContain('| D2 | Title of D2 | stand-in |');
    expect(page).toContain('| D3 | Title of D3 | fails |');
    expect(page).toContain('| X3 | Title of X3 | – |');
    expect(page).toContain('## What fails: one\n\n- D3: the call');
  });

  it('keeps what other stacks have written, also when a formatter aligned it', () => {
    const aligned = writePage('', REPORT).replaceAll(' | ', '   |   ');
    const both = writePage(aligned, other);
    expect(both).toContain('|  | Behaviour | one | two |');
    expect(both).toContain('| D1 | Title of D1 | real | real |');
    expect(both).toContain('## What fails: one');
    expect(both).toContain('## What fails: two');
    expect(writePage(both, other)).toBe(both);
  });

  it('forgets what no longer fails', () => {
    const page = writePage(writePage('', REPORT), { ...REPORT, results: [PASSED] });
    expect(page).not.toContain('What fails');
    expect(page).not.toContain('D3');
  });
});
