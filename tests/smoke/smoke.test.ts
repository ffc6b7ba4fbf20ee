import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { templateIds } from '@plinth/project/templates/folder-library';
import { loadTemplate } from '../../scripts/playground.ts';
import { installPublished, type Published } from '../../scripts/published.ts';
import { ROOT, TEMPLATES } from '../support/repository.ts';
import { machineEnvironment, pnpmFolder, run, serve } from '../support/smoke.ts';

/**
 * Makes a project of each template, installs it for real and runs what its manifest promises, on the
 * machine's own Node and npm, with nothing of this repository in reach.
 */
const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-smoke-')));
const pnpm = pnpmFolder(root);
let failed = false;
let published: Published;
beforeAll(() => {
  const folder = path.join(root, 'published');
  fs.mkdirSync(folder);
  published = installPublished(folder);
});
afterAll(() => {
  // A project that failed is left for a person to open.
  if (failed) console.error(`The projects are in ${root}`);
  else fs.rmSync(root, { recursive: true, force: true });
});

const cases = templateIds(TEMPLATES).flatMap((id) =>
  (['npm', 'pnpm'] as const).map((packageManager) => ({ id, packageManager })),
);

describe.each(cases)('$id with $packageManager', async ({ id, packageManager }) => {
  const { manifest } = await loadTemplate(id);
  const project = path.join(root, `${id} ${packageManager}`);
  const env = machineEnvironment(packageManager === 'pnpm' ? pnpm : undefined);
  const script = (name: string) => run(packageManager, ['run', name], { cwd: project, env });
  const succeed = ({ code, output }: { code: number | null; output: string }): void => {
    failed ||= code !== 0;
    expect(code, output.slice(-6000)).toBe(0);
  };

  afterAll(async () => {
    for (const name of manifest.cleanUp) await script(name);
  });

  it('is created and installed by one command', async () => {
    const flags = ['--stack', id, '--yes', '--package-manager', packageManager];
    succeed(
      await run('npm', ['run', '--silent', 'create', '--', project, ...flags], { cwd: ROOT, env }),
    );
    expect(fs.existsSync(path.join(project, 'node_modules'))).toBe(true);
  });

  it('is tried by the published command, and stays as it is', async () => {
    const before = fs.readdirSync(project);
    succeed(
      await run(
        'node',
        [path.join(published.folder, 'dist', 'plinth.mjs'), 'verify', '--only=D1'],
        {
          cwd: project,
          env,
        },
      ),
    );
    expect(fs.readdirSync(project)).toEqual(before);
  });

  it.each(manifest.checks)('%s passes', async (name) => {
    succeed(await script(name));
  });

  it.each(manifest.serves)('$run serves', async ({ run: name, port, ready }) => {
    failed = true;
    await using served = await serve(packageManager, ['run', name], {
      cwd: project,
      env,
      port,
      ready,
      patience: 120_000,
    });
    expect((await fetch(served.url + ready)).status).toBe(200);
    failed = false;
  });

  it('needs no other step on a fresh copy without dependencies', async () => {
    const copy = path.join(root, `copy of ${id} ${packageManager}`);
    fs.cpSync(project, copy, {
      recursive: true,
      filter: (source) => !/[/\\](node_modules|dist|\.local|\.env)$/.test(source),
    });
    const [first] = manifest.serves;
    if (!first) return;
    failed = true;
    await using served = await serve(packageManager, ['run', first.run], {
      cwd: copy,
      env,
      port: first.port,
      ready: first.ready,
      patience: 300_000,
    });
    expect((await fetch(served.url + first.ready)).status).toBe(200);
    for (const name of manifest.cleanUp) {
      await run(packageManager, ['run', name], { cwd: copy, env });
    }
    failed = false;
  });
});
