import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '@plinth/schema/json-schema';
import { ROOT } from '../support/repository.ts';

const folder = path.join(ROOT, 'docs', 'schemas');

describe('docs/schemas', () => {
  it.each(Object.entries(jsonSchemas()))(
    '%s is what the code says (vitest -u writes it)',
    async (name, schema) => {
      const text = `${JSON.stringify(schema, null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(path.join(folder, `${name}.schema.json`));
    },
  );

  it('holds nothing else', () => {
    const expected = Object.keys(jsonSchemas()).map((name) => `${name}.schema.json`);
    expect(fs.readdirSync(folder).sort()).toEqual(expected.sort());
  });
});
