import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { installPublished, type Published } from '../../scripts/published.ts';
import { misses } from '@plinth/decide/testing/scenario';
import { decisionSchema } from '@plinth/schema/decision/recommendation';
import { command } from '../support/command.ts';
import { ROOT } from '../support/repository.ts';
import { SCENARIOS } from '../support/scenarios.ts';
import { readTree, tempFolder } from '../support/temp.ts';

const root = tempFolder();
let published: Published;

beforeAll(() => {
  published = installPublished(root);
});

/** Nodes to run on: the repository's own, and the machine's where it is another. */
const machineNode = process.env['PLINTH_MACHINE_NODE_PATH'];
const NODES = [...new Set([process.execPath, ...(machineNode ? [machineNode] : [])])];

function runPublished(argv: readonly string[], node = process.execPath) {
  const report = path.join(root, 'network.txt');
  fs.writeFileSync(report, '');
  const result = spawnSync(
    node,
    ['--require', path.join(ROOT, 'tests/support/no-network.cjs'), published.entry, ...argv],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NO_NETWORK_REPORT: report } },
  );
  return { ...result, network: fs.readFileSync(report, 'utf8') };
}

describe('the published package', () => {
  it('is at most 3 packages and 3 MB', () => {
    expect(published.packages.length).toBeLessThanOrEqual(3);
    const bytes = published.packages.reduce((sum, each) => sum + each.bytes, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });

  it('holds the bundle, a licence and a readme, and nothing of the repository', () => {
    const files = [...readTree(published.folder).keys()];
    expect(files.filter((file) => !file.startsWith('dist/')).sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    expect(files.filter((file) => !file.endsWith('.mjs') && file.startsWith('dist/'))).toEqual([]);
    for (const [file, { bytes }] of readTree(published.folder)) {
      expect(bytes.includes(ROOT), file).toBe(false);
    }
  });

  it.each(
    NODES.map((node) => [spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim(), node]),
  )(
    'on Node %s, without a network, gives the same bytes as the repository',
    async (version, node) => {
      const variants = [
        ['--package-manager', 'npm', '--no-pin-node'],
        ['--package-manager', 'pnpm', '--pin-node', '--set', 'ci=none', '--set', 'container=none'],
      ];
      for (const [index, variant] of variants.entries()) {
        const flags = [
          '--stack',
          'fastify',
          '--name',
          '@acme/same',
          '--yes',
          '--no-install',
          '--no-git',
          ...variant,
        ];
        const ours = `ours-${version}-${index}`;
        const theirs = `published-${version}-${index}`;
        expect((await command('create-plinth', [ours, ...flags], { cwd: root })).code).toBe(0);
        const run = runPublished([theirs, ...flags], node);
        expect(run).toMatchObject({ status: 0, stderr: '', network: '' });
        const [expected, found] = [ours, theirs].map((name) => readTree(path.join(root, name)));
        expect(expected?.delete('.env') && found?.delete('.env')).toBe(true);
        expect(found).toEqual(expected);
      }
    },
  );

  it.each(SCENARIOS)('decides as expected: $id', ({ id, answers, expect: expectation }) => {
    fs.writeFileSync(path.join(root, `${id}.json`), JSON.stringify(answers));
    const plinth = path.join(published.folder, 'dist', 'plinth.mjs');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [plinth, 'decide', '--answers', `${id}.json`, '--json'],
      { cwd: root, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const decision = decisionSchema.parse(JSON.parse(stdout));
    expect(misses(decision, expectation)).toEqual([]);
  });

  it('carries both commands', () => {
    const bin = path.join(root, 'installed', 'node_modules', '.bin');
    expect(fs.readdirSync(bin)).toEqual(expect.arrayContaining(['create-plinth', 'plinth']));
    const { stdout } = spawnSync(process.execPath, [path.join(bin, 'plinth'), 'templates'], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('fastify');
  });

  it.each(['create-plinth', 'plinth'])(
    '%s loads neither templates nor prompts for --help and --version',
    (program) => {
      const dist = path.join(published.folder, 'dist');
      const seen = staticImports(path.join(dist, `${program}.mjs`));
      const loaded = [...seen].map((file) => fs.readFileSync(file, 'utf8')).join('\n');
      expect(seen.size).toBeLessThan(10);
      expect(loaded.length).toBeLessThan(20_000);
      expect(loaded).not.toContain('catalog:');
      for (const flag of ['--help', '--version']) {
        const { status, stdout } = spawnSync(
          process.execPath,
          [path.join(dist, `${program}.mjs`), flag],
          { encoding: 'utf8' },
        );
        expect({ status, empty: stdout.trim() === '' }).toEqual({ status: 0, empty: false });
      }
    },
  );

  it('says that a Node is too old on one that is: up to there nothing newer is linked', () => {
    const dist = path.join(published.folder, 'dist');
    const report = fs
      .readdirSync(path.join(dist, 'chunks'))
      .find((name) => name.startsWith('report-error-'));
    const files = [
      ...staticImports(path.join(dist, 'create-plinth.mjs')),
      ...staticImports(path.join(dist, 'plinth.mjs')),
      ...staticImports(path.join(dist, 'chunks', report ?? 'missing')),
    ];
    // A named import that a Node lacks is a syntax error, before the first line runs.
    const named = files.flatMap((file) =>
      [
        ...fs
          .readFileSync(file, 'utf8')
          .matchAll(/import\s*\{[^}]*\}\s*from\s*["']node:[^"']+["']/g),
      ].map(([text]) => text),
    );
    expect(named).toEqual([]);
  });

  it('refuses a template of a stranger with a mistake as the repository does', () => {
    const folder = path.join(root, 'broken');
    fs.mkdirSync(path.join(folder, 'files'), { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'template.yaml'),
      'id: broken\nkind: service\ntitle: B\nabout: b\nversion: 1.0.0\n',
    );
    fs.writeFileSync(path.join(folder, 'files', 'a.hbs'), '\n{{nope}}');
    const run = runPublished(['p', '--stack', './broken', '--yes', '--no-pin-node', '--json']);
    expect(run.status).toBe(4);
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { at: { template: 'broken', file: 'files/a.hbs', line: 2 } },
    });
  });
});

/** The files that an ES module loads before its first line runs. */
function staticImports(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = fs.readFileSync(entry, 'utf8');
  for (const [, name = ''] of text.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
    staticImports(path.resolve(path.dirname(entry), name), seen);
  }
  return seen;
}
