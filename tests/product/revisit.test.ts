import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Revisited } from '@plinth/decide/revisit';
import { command, jsonOf } from '../support/command.ts';
import { ROOT } from '../support/repository.ts';
import { readTree, tempFolder } from '../support/temp.ts';
import { hasTerminal, openTerminal } from '../support/terminal.ts';

const cwd = tempFolder();
const plinth = (...argv: string[]) => command('plinth', argv, { cwd });
const revisit = async (...argv: string[]): Promise<Revisited> =>
  jsonOf<Revisited>(await plinth('revisit', 'project', '--json', ...argv));

const ANSWERS = {
  teamSize: 'small',
  backendExperience: 'strong',
  domainLogic: 'complex',
  vendorIndependence: 'critical',
};

beforeAll(async () => {
  fs.writeFileSync(path.join(cwd, 'answers.json'), JSON.stringify(ANSWERS));
  const bare = ['--yes', '--no-install', '--no-git', '--package-manager', 'npm'];
  const make = (...argv: string[]) => command('create-plinth', [...argv, ...bare], { cwd });
  await Promise.all([
    make('project', '--answers', 'answers.json'),
    make('undecided', '--stack', 'fastify'),
  ]);
});

describe('looking at the decision of a project again', () => {
  it('finds nothing to do where nothing has changed', async () => {
    const found = await revisit('--answers', 'answers.json');
    expect(found).toMatchObject({ advice: 'stay', answers: [], layers: [], first: null });
    const { stdout } = await plinth('revisit', 'project', '--answers', 'answers.json');
    expect(stdout).toContain('project: nothing to do, Fastify still fits');
  });

  it('says which layers change, which the project has already, and which comes first', async () => {
    const before = readTree(path.join(cwd, 'project'));
    const flags = ['--answer', 'search=yes', '--answer', 'asyncWork=scheduled'];
    const found = await revisit(...flags);
    expect(found).toMatchObject({ advice: 'stay', first: { layer: 'search', from: null } });
    expect(found.layers.map(({ layer, inPlace }) => [layer, inPlace])).toEqual([
      ['search', false],
      ['async', true],
    ]);
    const { stdout } = await plinth('revisit', 'project', ...flags);
    expect(stdout).toMatch(/Do this first\n +Search: not there yet → /);
    expect(stdout).toMatch(/Background work: .+ The project has it already\./);
    expect(readTree(path.join(cwd, 'project'))).toEqual(before);
  });

  it('keeps a stack that is only outranked, and moves from one that is ruled out', async () => {
    const outranked = ['--answer', 'vendorIndependence=null', '--answer', 'domainLogic=some'];
    expect(await revisit(...outranked)).toMatchObject({
      advice: 'grow',
      recommended: { shape: 'hybrid' },
      blocked: [],
    });
    const kept = await plinth('revisit', 'project', ...outranked);
    expect(kept.stdout).toMatch(/no\s+reason to rewrite/);
    const ruledOut = ['--answer', 'backendExperience=none'];
    expect(await revisit(...ruledOut)).toMatchObject({
      advice: 'move',
      blocked: [{ id: 'custom' }],
    });
    const moved = await plinth('revisit', 'project', ...ruledOut);
    expect(moved.stdout).toContain('What rules out Fastify now');
    expect(moved.stdout).toContain('One layer at a time');
  });

  it('starts from nothing where a project was made without answers', async () => {
    const found = jsonOf<Revisited>(
      await plinth('revisit', 'undecided', '--json', '--answer', 'search=yes'),
    );
    expect(found.answers).toEqual([{ question: 'search', from: null, to: 'yes' }]);
    expect(found.present).toEqual({ shape: 'custom', platform: null, framework: 'fastify' });
  });

  it.each([
    ['without a terminal and without answers', ['project'], 'ANSWER_MISSING', '--answer'],
    ['with bad answers', ['project', '--answer', 'serch=yes'], 'ANSWERS_INVALID', '"search"'],
    ['where there is no project', ['nowhere', '--answer', 'search=yes'], 'RECORD_INVALID', 'not'],
    ['with two folders', ['project', 'undecided'], 'USAGE', 'undecided'],
  ])('%s is an error that says what to do', async (_, argv, code, text) => {
    const run = await plinth('revisit', ...argv);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(code);
    expect(run.stderr).toContain(text);
    const json = jsonOf<{ error: object }>(await plinth('revisit', ...argv, '--json'));
    expect(json.error).toMatchObject({ code });
  });
});

describe.skipIf(!hasTerminal)('in a terminal', () => {
  const entry = path.join(ROOT, 'apps/create-plinth/src/plinth.ts');
  const start = () => openTerminal([process.execPath, entry, 'revisit', 'project'], { cwd });

  it('asks what has changed, and says what it means', async () => {
    const session = start();
    await session.until('What has changed?');
    // The list goes round: the last but two of the questions is about search.
    for (let keys = 0; keys < 3; keys++) session.type('\u001b[A');
    session.type('\r');
    await session.until('Is discovery');
    session.type('\u001b[B\r');
    await session.until('That is all');
    session.type('\r');
    await session.until('Do this first');
    expect(await session.ended).toBe(0);
    expect(session.output()).toContain('Search: not known → ');
  });

  it('is left by Ctrl-C with 130', async () => {
    const session = start();
    await session.until('What has changed?');
    session.type('\u0003');
    expect(await session.ended).toBe(130);
  });
});
