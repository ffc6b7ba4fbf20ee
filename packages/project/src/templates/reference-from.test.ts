import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../apply/testing/temporary.ts';
import { referenceFrom } from './reference-from.ts';

describe('the reference of a template in the record', () => {
  it.each([
    ['./ours', 'p', '../ours'],
    ['./ours', 'deep/p', '../../ours'],
    ['ours/..', 'p', 'ours/..'],
    ['.', 'p', '..'],
    ['one', 'p', 'one'],
    ['@acme/one', 'p', '@acme/one'],
    ['/abs/one', 'p', '/abs/one'],
    ['./p/inside', 'p', './inside'],
  ])('%s for a project in %s is %s', (reference, project, expected) => {
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, 'ours'));
    mkdirSync(path.join(cwd, 'p/inside'), { recursive: true });
    expect(referenceFrom(path.join(cwd, project), reference, cwd)).toBe(expected);
  });

  it('leads there through symbolic links', () => {
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, 'real/deep/ours'), { recursive: true });
    symlinkSync(path.join(cwd, 'real/deep'), path.join(cwd, 'linked'));
    expect(referenceFrom(path.join(cwd, 'p'), './linked/ours', cwd)).toBe('../real/deep/ours');
  });
});
