import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { misses } from '@plinth/decide/testing/scenario';
import { type Decision, decisionSchema } from '@plinth/schema/decision/recommendation';
import { QUESTION_IDS } from '@plinth/schema/decision/questions';
import { command, jsonOf } from '../support/command.ts';
import { SCENARIOS } from '../support/scenarios.ts';
import { tempFolder } from '../support/temp.ts';

const cwd = tempFolder();
const plinth = (...argv: string[]) => command('plinth', argv, { cwd });
const OWN = ['--answer', 'teamSize=small', '--answer', 'domainLogic=complex'];

describe('decide', () => {
  // All of them go through the published command in tests/published.
  it.each(SCENARIOS.slice(0, 3))(
    'prints the one object of a decision, and nothing else: $id',
    async ({ id, answers, expect: expectation }) => {
      fs.writeFileSync(path.join(cwd, `${id}.json`), JSON.stringify(answers));
      const run = await plinth('decide', '--answers', `${id}.json`, '--json');
      expect(run).toMatchObject({ code: 0, stderr: '' });
      const decision = decisionSchema.parse(JSON.parse(run.stdout));
      expect(misses(decision, expectation)).toEqual([]);
    },
  );

  it('takes answers as JSON, as YAML and as flags, and a flag before a file', async () => {
    const answers = { clients: ['web', 'mobile'], traffic: null, teamSize: 'small' };
    fs.writeFileSync(path.join(cwd, 'a.json'), JSON.stringify(answers));
    fs.writeFileSync(
      path.join(cwd, 'a.yaml'),
      'clients: [mobile, web]\ntraffic: null\nteamSize: large\n',
    );
    const runs = await Promise.all([
      plinth('decide', '--answers', 'a.json', '--json'),
      plinth('decide', '--answers', 'a.yaml', '--answer', 'teamSize=small', '--json'),
      plinth(
        'decide',
        '--json',
        '--answer',
        'clients=web,mobile',
        '--answer',
        'traffic=null',
        '--answer',
        'teamSize=small',
      ),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
  });

  it('says what can be generated, and what a template leaves to the person', async () => {
    const recommended = jsonOf<Decision>(
      await plinth(
        'decide',
        '--json',
        ...OWN,
        '--answer',
        'vendorIndependence=critical',
        '--answer',
        'backendExperience=strong',
        '--answer',
        'search=yes',
      ),
    );
    expect(recommended.recommendation).toMatchObject({ shape: 'custom', framework: 'fastify' });
    expect(recommended.scaffold).toMatchObject({ platform: null, service: 'fastify' });
    expect(recommended.scaffold?.options).toHaveProperty('container', 'docker');
    expect(recommended.scaffold?.notWired).toContain('search');
    expect(recommended.scaffold?.notWired).not.toContain('auth');
    expect(recommended.nearest).toBe(null);

    const platform = jsonOf<Decision>(
      await plinth('decide', '--json', '--answer', 'realtime=updates'),
    );
    expect(platform.scaffold).toMatchObject({ platform: 'supabase', service: null });
    expect(platform.scaffold?.notWired).toContain('realtime');
    expect(platform.scaffold?.notWired).not.toContain('async');

    const other = jsonOf<Decision>(
      await plinth('decide', '--json', '--answer', 'domainLogic=complex'),
    );
    expect(other.scaffold).toBe(null);
    expect(other.nearest?.scaffold.service).toBe('fastify');
    expect(other.nearest?.scaffold.command).toContain('--answer domainLogic=complex');
  });

  it('is a text for people: reasons, layers, what was ruled out, cost with its day, the way out', async () => {
    const { stdout } = await plinth('decide', '--answer', 'vendorIndependence=critical');
    for (const part of [
      'Recommended: ',
      'Why',
      'Layer by layer',
      'Ruled out',
      'Firebase, BuildShip: ',
      'state of 2026-',
      'The way out',
      'Look at this again when',
      'What would change this',
      'How to start',
    ]) {
      expect(stdout).toContain(part);
    }
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .filter((line) => !line.includes('npm create'))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(110);
  });

  it('is a page in Markdown, with how to set it up by hand', async () => {
    const { stdout } = await plinth('decide', '--markdown', '--answer', 'domainLogic=complex');
    expect(stdout).toMatch(/^# Recommended: /);
    expect(stdout).toContain('## By hand: install');
    expect(stdout).toContain('| Layer ');
  });
});

describe('bad answers', () => {
  it('are one error that names each with the nearest', async () => {
    const flags = ['--answer', 'teamSiz=small', '--answer', 'clients=wbe', '--answer', 'stage=mpv'];
    const run = await plinth('decide', ...flags);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('ANSWERS_INVALID');
    for (const nearest of ['"teamSize"', '"web"', '"mvp"']) expect(run.stderr).toContain(nearest);
    const json = jsonOf<{ error: { code: string } }>(await plinth('decide', '--json', ...flags));
    expect(json.error.code).toBe('ANSWERS_INVALID');
  });

  it.each([
    ['a missing file', ['--answers', 'nowhere.json'], 'ANSWERS_INVALID', 'nowhere.json'],
    ['a list', ['--answers', 'list.yaml'], 'ANSWERS_INVALID', 'holds no answers'],
    ['no value', ['--answer', 'teamSize'], 'USAGE', 'ID=VALUE'],
    ['two values', ['--answer', 'stage=mvp', '--answer', 'stage=growth'], 'USAGE', 'two values'],
  ])('%s', async (_, flags, code, message) => {
    fs.writeFileSync(path.join(cwd, 'list.yaml'), '- teamSize\n');
    for (const name of ['decide', 'explain fastify']) {
      const run = await plinth(...name.split(' '), ...flags);
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(code);
      expect(run.stderr).toContain(message);
    }
  });
});

describe('explain', () => {
  it('says why an option is ruled out, outranked or recommended', async () => {
    const critical = ['--answer', 'vendorIndependence=critical'];
    const ruledOut = await plinth('explain', 'firebase', ...critical);
    expect(ruledOut.stdout).toContain('Firebase (BaaS-first): ruled out');
    expect(ruledOut.stdout).toContain('What rules it out');
    const outranked = jsonOf<{ rank: number; comparedWith: { weight: number }[] }>(
      await plinth('explain', 'hybrid:appwrite', '--json', '--answer', 'dataThinking=sql'),
    );
    expect(outranked.rank).toBeGreaterThan(1);
    expect(outranked.comparedWith.length).toBeGreaterThan(0);
    const decision = jsonOf<Decision>(await plinth('decide', '--json', ...critical));
    const { platform } = decision.recommendation;
    const first = await plinth('explain', platform ?? '', ...critical);
    expect(first.stdout).toContain('this is the recommendation');
  });

  it.each([
    ['supabse', '"supabase"'],
    ['custom:supabase', 'no option'],
    ['fastify+nestjs', 'no option'],
  ])('refuses %s', async (asked, message) => {
    const run = await plinth('explain', asked);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(message);
  });
});

describe('questions', () => {
  it('lists every question with its values', async () => {
    const { stdout } = await plinth('questions');
    for (const id of QUESTION_IDS) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'));
    const { questions } = jsonOf<{ questions: { id: string; values: { value: string }[] }[] }>(
      await plinth('questions', '--json'),
    );
    expect(questions.map(({ id }) => id)).toEqual(QUESTION_IDS);
    expect(questions.find(({ id }) => id === 'teamSize')?.values.map(({ value }) => value)).toEqual(
      ['solo', 'small', 'large'],
    );
  });
});
