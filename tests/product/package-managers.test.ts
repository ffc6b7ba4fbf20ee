import { describe, expect, it } from 'vitest';
import { templateIds } from '@plinth/project/templates/folder-library';
import { loadTemplate, renderAlone } from '../../scripts/playground.ts';
import { TEMPLATES } from '../support/repository.ts';

/** What a person would type: `pnpm` and the beginning of a command, not the name of a lock file. */
const COMMAND = /(?<![\w-])pnpm [a-z]/;

describe.each(templateIds(TEMPLATES))('%s with npm', async (id) => {
  const template = await loadTemplate(id);

  it('tells of no command of pnpm, in no file', () => {
    const { tree } = renderAlone(template, 'npm');
    const lines = tree.files.flatMap(({ path, content }) =>
      String(content)
        .split('\n')
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(lines.filter((line) => line.includes('npm run '))).not.toEqual([]);
    expect(lines.filter((line) => COMMAND.test(line))).toEqual([]);
  });
});
