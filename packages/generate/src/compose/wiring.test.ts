import type { Layers } from '@plinth/schema/decision/recommendation';
import { describe, expect, it } from 'vitest';
import { MANIFEST, renderSample } from '../testing/sample.ts';
import { notWired, wiringOf } from './wiring.ts';

const SAMPLE = `${MANIFEST}options:
  - { id: image, type: switch, about: An image, default: true }
wires:
  - { layer: auth, as: library, with: some-auth }
  - { layer: hosting, as: self-hosted, with: an image, when: { option: { image: true } } }
`;

const layer = (kind: string) => ({ kind, choice: 'x', vendor: 'self', because: 'x' });
const RECOMMENDED: Layers = {
  auth: layer('library'),
  storage: layer('none'),
  async: layer('queue'),
  hosting: layer('self-hosted'),
};

function leftOver(options: Record<string, boolean>, recommended = RECOMMENDED): string[] {
  const { composition } = renderSample(SAMPLE, { 'files/a': '' }, { options });
  return notWired(recommended, wiringOf(composition));
}

describe('what is left to the person', () => {
  it('is every recommended layer that nothing wires', () => {
    expect(leftOver({})).toEqual(['async']);
  });

  it('follows the options of the template', () => {
    expect(leftOver({ image: false })).toEqual(['async', 'hosting']);
  });

  it('is a layer too that is wired in another way than recommended', () => {
    expect(leftOver({}, { auth: layer('provider') })).toEqual(['auth']);
  });
});
