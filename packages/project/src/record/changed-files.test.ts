import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProjectRecord } from '@plinth/schema/project-record';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../apply/testing/temporary.ts';
import { changedFiles } from './changed-files.ts';
import { digest } from './digest.ts';

function project(): { folder: string; record: ProjectRecord } {
  const folder = temporaryFolder();
  const files = ['same.txt', 'edited.txt', 'folder.txt', 'link.txt', 'gone.txt', 'below/gone.txt'];
  mkdirSync(path.join(folder, 'below'));
  for (const file of files) writeFileSync(path.join(folder, file), file);
  const record: ProjectRecord = {
    format: 1,
    about: '',
    generator: { name: 'create-plinth', version: '0.1.0' },
    spec: {
      format: 1,
      name: 'x',
      platform: null,
      service: 'one',
      options: {},
      packageManager: 'npm',
      pinNode: false,
    },
    templates: [],
    files: Object.fromEntries(files.map((file) => [file, digest(file)])),
  };
  return { folder, record };
}

describe('files of a project', () => {
  it('are changed or missing, whatever lies in their place', () => {
    const { folder, record } = project();
    writeFileSync(path.join(folder, 'edited.txt'), 'mine');
    for (const file of ['folder.txt', 'link.txt', 'gone.txt', 'below']) {
      rmSync(path.join(folder, file), { recursive: true });
    }
    mkdirSync(path.join(folder, 'folder.txt'));
    symlinkSync('/dev/zero', path.join(folder, 'link.txt'));
    writeFileSync(path.join(folder, 'below'), 'a file where a folder was');
    expect(changedFiles(folder, record)).toEqual({
      changed: ['edited.txt', 'folder.txt', 'link.txt'],
      missing: ['gone.txt', 'below/gone.txt'],
    });
  });

  it.each(['../../../dev/zero', '/dev/zero', 'a/../../b'])('%s is none', (file) => {
    const { folder, record } = project();
    const forged = { ...record, files: { [file]: digest('') } };
    expect(() => changedFiles(folder, forged)).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID' }),
    );
  });
});
