import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  developmentPackages,
  lacksOptionalPackagesOnly,
} from '../../templates/fastify/contract/production-packages.ts';
import { tempFolder } from '../support/temp.ts';

const optional = 'npm error Missing: @oxfmt/binding-darwin-x64@ from lock file';
const real = 'npm error Missing: zod@4.6.7 from lock file';
const other = "npm error Invalid: lock file's zod@4.0.0 does not satisfy zod@4.6.7";

it.each([
  [[optional], true],
  [[optional, optional], true],
  [[optional, real], false],
  [[other, optional], false],
  [['npm error code EUSAGE'], false],
])('a failed npm ci that says %o may be done by npm install: %s', (lines, expected) => {
  expect(lacksOptionalPackagesOnly(['npm error', ...lines, 'npm error'].join('\n'))).toBe(expected);
});

it('tells development packages from those that production needs too', () => {
  const folder = tempFolder();
  const write = (file: string, value: unknown): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), JSON.stringify(value));
  };
  const names = ['tool', 'peer', 'types', 'absent', 'unknown'];
  write('package.json', { devDependencies: Object.fromEntries(names.map((each) => [each, '1'])) });
  for (const name of names.filter((each) => each !== 'absent')) {
    write(`node_modules/${name}/package.json`, {});
  }
  write('node_modules/.package-lock.json', {
    packages: {
      'node_modules/tool': { dev: true },
      'node_modules/peer': { devOptional: true },
      'node_modules/types': {},
    },
  });
  expect(developmentPackages(folder, 'npm')).toEqual(['tool', 'peer', 'unknown']);
  expect(developmentPackages(folder, 'pnpm')).toEqual(['tool', 'peer', 'types', 'unknown']);
});
