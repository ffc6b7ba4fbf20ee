import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { applyTree } from './apply.ts';
import { neverInterrupted } from './interrupt.ts';
import { contentsOf, temporaryFolder } from './testing/temporary.ts';
import { treeOf } from './testing/trees.ts';

const SMALL = treeOf({ 'README.md': 'ours', 'src/a/b.ts': 'b' });

it('follows no link that is put in its way', async () => {
  const folder = temporaryFolder();
  const outside = path.join(folder, 'outside');
  mkdirSync(outside);
  const target = path.join(folder, 'app');
  mkdirSync(target);
  let pauses = 0;
  const interrupt = {
    ...neverInterrupted,
    // At the last pause before the moves, somebody puts a link where the tree has a folder.
    pause: async () => {
      pauses += 1;
      if (pauses === 2) symlinkSync(outside, path.join(target, 'src'));
    },
  };
  await expect(applyTree({ target, tree: SMALL, git: false, interrupt })).rejects.toMatchObject({
    code: 'TARGET_REFUSED',
    message: expect.stringContaining('came into being'),
  });
  expect(pauses).toBe(2);
  expect(readdirSync(outside)).toEqual([]);
  expect(readdirSync(target)).toEqual(['src']);
});

it('does not replace a folder that came into being meanwhile', async () => {
  const folder = temporaryFolder();
  const target = path.join(folder, 'app');
  let pauses = 0;
  const interrupt = {
    ...neverInterrupted,
    pause: async () => {
      pauses += 1;
      if (pauses === 2) mkdirSync(target);
    },
  };
  await expect(applyTree({ target, tree: SMALL, git: false, interrupt })).rejects.toMatchObject({
    code: 'TARGET_REFUSED',
  });
  expect(contentsOf(folder)).toEqual({ app: null });
});
