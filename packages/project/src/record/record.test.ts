import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pathFault } from '@plinth/generate/output/project-path';
import { type ProjectRecord, projectRecordSchema } from '@plinth/schema/project-record';
import type { FileTree } from '@plinth/schema/file-tree';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTree } from '../apply/apply.ts';
import { neverInterrupted } from '../apply/interrupt.ts';
import { temporaryFolder } from '../apply/testing/temporary.ts';
import { treeOf } from '../apply/testing/trees.ts';
import { readPristine, packPristine } from './pristine.ts';
import { PRISTINE_PATH, projectRecord, RECORD_PATH, recordFiles } from './project-record.ts';
import { readPristineOf, readRecord } from './read-record.ts';

const TREE: FileTree = {
  files: [
    ...treeOf({ 'run.sh': '#!/bin/sh\n', 'src/größe.ts': 'ü\n', 'a.txt': '' }).files,
    { path: 'logo.png', content: Uint8Array.of(0, 255, 1), executable: false, from: ['test'] },
  ],
  secrets: [{ path: '.env', parts: ['SECRET=', { random: 8 }] }],
};

function recordOf(tree: FileTree): ProjectRecord {
  return projectRecord({
    version: '0.1.0',
    spec: {
      format: 1,
      name: 'app',
      platform: null,
      service: 'one',
      options: { jobs: true, database: 'own' },
      packageManager: 'pnpm',
      pinNode: false,
    },
    templates: [{ reference: 'one', id: 'one', version: '1.0.0' }],
    tree,
  });
}

async function written(): Promise<string> {
  const target = path.join(temporaryFolder(), 'app');
  const tree = { ...TREE, files: [...TREE.files, ...recordFiles(recordOf(TREE), TREE)] };
  await applyTree({ target, tree, git: false, interrupt: neverInterrupted });
  return target;
}

describe('the record', () => {
  it('has the digest of every file as rendered, of no secret, and the shape of the schema', () => {
    const record = recordOf(TREE);
    expect(projectRecordSchema.parse(record)).toEqual(record);
    expect(Object.keys(record.files)).toEqual(['a.txt', 'logo.png', 'run.sh', 'src/größe.ts']);
    for (const { path: file, content } of TREE.files) {
      const expected = createHash('sha256').update(content).digest('base64');
      expect(record.files[file]).toBe(`sha256-${expected}`);
    }
  });

  it('comes back from disk with the files as rendered', async () => {
    const target = await written();
    const record = readRecord(target);
    expect(record).toEqual(recordOf(TREE));
    const pristine = readPristineOf(target, record);
    expect(pristine.size).toBe(TREE.files.length);
    for (const { path: file, content } of TREE.files) {
      expect(Buffer.from(pristine.get(file) ?? [])).toEqual(Buffer.from(content));
    }
  });

  it.each<[string, RegExp, (target: string) => void]>([
    [
      'no JSON',
      /is no JSON/,
      (target) => writeFileSync(path.join(target, RECORD_PATH), '<<<<<<< ours'),
    ],
    [
      'another shape',
      /does not have the shape of a record: spec/,
      (target) => edit(target, (record) => ({ ...record, spec: {} })),
    ],
    [
      'a newer format',
      /newer create-plinth/,
      (target) => edit(target, (record) => ({ ...record, format: 2 })),
    ],
    [
      'a digest of another file',
      /has another a\.txt/,
      (target) =>
        edit(target, (record) => ({
          ...record,
          files: { ...record.files, 'a.txt': record.files['run.sh'] },
        })),
    ],
    [
      'a file that the archive lacks',
      /lacks b\.txt/,
      (target) =>
        edit(target, (record) => ({
          ...record,
          files: { ...record.files, 'b.txt': record.files['a.txt'] },
        })),
    ],
    [
      'an archive cut short',
      /no readable archive/,
      (target) => {
        const archive = path.join(target, PRISTINE_PATH);
        writeFileSync(archive, readFileSync(archive).subarray(0, -30));
      },
    ],
    [
      'an archive that is empty',
      /no readable archive/,
      (target) => writeFileSync(path.join(target, PRISTINE_PATH), ''),
    ],
  ])('with %s is refused', async (_, message, damage) => {
    const target = await written();
    damage(target);
    expect(() => readPristineOf(target, readRecord(target))).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID', message: expect.stringMatching(message) }),
    );
  });

  it('is missed where there is none', () => {
    expect(() => readRecord(temporaryFolder())).toThrow(
      expect.objectContaining({ code: 'RECORD_INVALID', message: `${RECORD_PATH} is not there` }),
    );
  });
});

describe('the pristine archive', () => {
  it('has bytes that depend on neither time zone, time nor order', () => {
    const archive = packPristine(TREE);
    const reversed = packPristine({ ...TREE, files: TREE.files.toReversed() });
    expect(reversed).toEqual(archive);
    const script = `
      import { packPristine } from ${JSON.stringify(new URL('pristine.ts', import.meta.url).href)};
      const file = (path, content, executable) => ({ path, content, executable, from: ['test'] });
      const files = [
        file('run.sh', '#!/bin/sh\\n', true), file('src/größe.ts', 'ü\\n', false),
        file('a.txt', '', false), file('logo.png', Uint8Array.of(0, 255, 1), false),
      ];
      process.stdout.write(Buffer.from(packPristine({ files, secrets: [] })).toString('base64'));`;
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/St_Johns', 'Africa/Monrovia']) {
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: { ...process.env, TZ: zone },
      });
      expect(output).toBe(Buffer.from(archive).toString('base64'));
    }
    // A change here makes every project's archive differ from what the same spec gave before.
    expect(createHash('sha256').update(archive).digest('base64')).toMatchInlineSnapshot(
      `"d6XIOJQ4eC14fKfTpXNDMX5N5tg6U0l9FTdYtbc/h28="`,
    );
  });

  it('is smaller than what it holds', () => {
    const tree = treeOf({ 'a.ts': 'export const a = 1;\n'.repeat(500) });
    expect(packPristine(tree).length).toBeLessThan(1000);
  });

  it('gives back any tree', () => {
    const file = fc
      .array(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((segments) => segments.join('/'))
      .filter((name) => pathFault(name) === undefined);
    const files = fc.uniqueArray(fc.tuple(file, fc.uint8Array({ maxLength: 200 })), {
      selector: ([name]) => name,
      maxLength: 10,
    });
    fc.assert(
      fc.property(files, (entries) => {
        const archive = packPristine({
          files: entries.map(([name, content]) => ({
            path: name,
            content: Uint8Array.from(content),
            executable: false,
            from: ['test'],
          })),
          secrets: [],
        });
        const back = [...readPristine(archive)].map(([name, bytes]) => [name, [...bytes]]);
        const given = entries.map(([name, bytes]) => [name, [...bytes]]);
        expect(new Map(back as [string, number[]][])).toEqual(
          new Map(given as [string, number[]][]),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each(['../evil', '/etc/passwd', 'a/../../evil', '.git/config'])(
    'is refused with the path %s',
    (file) => {
      expect(() =>
        readPristine(brotliCompressSync(JSON.stringify([{ path: file, text: 'x' }]))),
      ).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }));
    },
  );

  it.each(['{}', '[{"path":"a"}]', '[{"path":3,"text":""}]', 'null', 'x'])(
    'is refused when it holds %s',
    (json) => {
      expect(() => readPristine(brotliCompressSync(json))).toThrow(
        expect.objectContaining({ code: 'RECORD_INVALID' }),
      );
    },
  );

  it('holds no secret', () => {
    expect([...readPristine(packPristine(TREE)).keys()]).not.toContain('.env');
  });
});

function edit(target: string, change: (record: ProjectRecord) => object): void {
  const file = path.join(target, RECORD_PATH);
  mkdirSync(path.dirname(file), { recursive: true });
  const record = JSON.parse(readFileSync(file, 'utf8')) as ProjectRecord;
  writeFileSync(file, JSON.stringify(change(record)));
}
