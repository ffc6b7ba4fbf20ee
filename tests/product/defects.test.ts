import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BEHAVIOURS } from '@plinth/conformance/behaviours/all';
import { whyNot } from '@plinth/conformance/contract/composition';
import { templateIds } from '@plinth/project/templates/folder-library';
import { applyDefect, defectsOf } from '../../scripts/conformance/defects.ts';
import { loadStack } from '../../scripts/conformance/stack.ts';
import { loadTemplate, renderAlone, writePlayground } from '../../scripts/playground.ts';
import { TEMPLATES } from '../support/repository.ts';
import { tempFolder } from '../support/temp.ts';

/** What `npm run conformance -- --prove` can only find out in an hour: a patch that no longer fits its project. */
const driven = templateIds(TEMPLATES).filter((id) =>
  fs.existsSync(path.join(TEMPLATES, id, 'contract', 'driver.ts')),
);
const root = tempFolder();

describe.each(driven)('the defects of %s', async (id) => {
  const folder = path.join(root, id);
  fs.mkdirSync(folder);
  writePlayground(folder, renderAlone(await loadTemplate(id), 'pnpm'));
  const { composition } = await loadStack(id);

  it.each([...defectsOf(path.join(TEMPLATES, id))])('%s fits', (behaviour, patch) => {
    const applying = BEHAVIOURS.filter((each) => !whyNot(each, composition));
    expect(applying.map((each) => each.id)).toContain(behaviour);
    applyDefect(patch, folder, { check: true });
  });
});

it('are there for each behaviour that a stack can show', async () => {
  const stacks = await Promise.all(driven.map((id) => loadStack(id)));
  const without = BEHAVIOURS.filter((behaviour) => {
    const showing = stacks.filter(({ composition }) => !whyNot(behaviour, composition));
    return showing.length > 0 && !showing.some(({ folder }) => defectsOf(folder).has(behaviour.id));
  });
  expect(without.map(({ id }) => id)).toEqual([]);
});
