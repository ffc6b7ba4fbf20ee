import { LAYER_IDS } from '@plinth/schema/decision/recommendation';
import { describe, expect, it } from 'vitest';
import type { Candidate } from './candidate.ts';
import { decide } from './decide.ts';
import { handoff, handoffPage } from './handoff.ts';
import { optionId, OPTIONS } from './knowledge/options.ts';
import { candidateOf, evaluate } from './recommend.ts';

const scaffold = ({ shape, framework }: Candidate) =>
  shape === 'custom' && framework === 'fastify'
    ? { platform: null, service: 'fastify', options: {}, command: 'plinth …', notWired: [] }
    : null;

describe('a hand-off', () => {
  it('of every option wires each of its layers and says how to begin', () => {
    const evaluation = evaluate({ payments: 'yes', search: 'yes', offline: 'yes', media: 'heavy' });
    OPTIONS.forEach((option, index) => {
      const candidate = candidateOf(index, evaluation);
      const { title, install, before, wire } = handoff(candidate);
      expect(title.length, optionId(option)).toBeGreaterThan(3);
      expect(install.length).toBeGreaterThan(1);
      expect(before.length).toBeGreaterThan(0);
      expect(wire.map(({ layer }) => layer)).toEqual(
        LAYER_IDS.filter((id) => candidate.layers[id] !== undefined),
      );
    });
  });

  it('is a page that ends with what can be generated today', () => {
    const page = handoffPage(decide({ adminUsers: 'daily', domainLogic: 'crud' }, { scaffold }));
    expect(page).toMatch(/^# Directus: by hand\n/);
    expect(page).toContain('## Wire, layer by layer');
    expect(page).toContain('Without a key Directus 12 has 3 seats');
    expect(page).toContain('Fastify (`fastify`): `plinth …`');
  });
});

describe('the nearest that can be generated', () => {
  it('is there only when the recommended one cannot be, and breaks nothing if it need not', () => {
    const near = decide({ domainLogic: 'some' }, { scaffold });
    expect(near.scaffold).toBeNull();
    expect(near.nearest).toMatchObject({ framework: 'fastify', breaks: [] });
    const exact = decide({ domainLogic: 'complex', priority: 'performance' }, { scaffold });
    expect(exact).toMatchObject({ scaffold: { service: 'fastify' }, nearest: null });
    expect(decide({}).nearest).toBeNull();
  });

  it('names the constraints that it goes against where everything that can be built is excluded', () => {
    const { nearest } = decide({ language: 'python', backendExperience: 'none' }, { scaffold });
    expect(nearest?.breaks).toEqual([
      { id: 'custom', rule: 'nobody-to-run-it' },
      { id: 'fastify', rule: 'written-in-python' },
    ]);
  });
});
