import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './repository.ts';

/** What a tiny template differs in. */
export interface TinyOptions {
  /** Lines of its manifest beside those that it must have. */
  readonly manifest?: string;
  /** Its files beside a readme, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Source of `contract/driver.ts`; null for none. */
  readonly driver?: string | null;
}

/**
 * A driver over nothing but memory. A file `broken` in the project makes it lose updates. It notes what it was lent
 * in `seen.json` of the folder of the run.
 */
const DRIVER = `
import fs from 'node:fs';
import path from 'node:path';
import { fakeDriver } from ${JSON.stringify(path.join(ROOT, 'packages/conformance/src/testing/fake-driver.ts'))};

export async function createDriver(kit) {
  const files = fs.readdirSync(kit.folder, { recursive: true });
  const { environment } = kit;
  fs.writeFileSync(path.join(kit.workFolder, 'seen.json'), JSON.stringify({ files, environment }));
  return fakeDriver({ losesUpdates: files.includes('broken') });
}
`;

/** Writes a template of a few files, whose projects install nothing. */
export function writeTinyStack(
  folder: string,
  { manifest = '', files = {}, driver = DRIVER }: TinyOptions = {},
): void {
  const all: Record<string, string> = {
    'template.yaml': `id: tiny\nkind: service\ntitle: Tiny\nabout: Small.\nversion: 1.0.0\n${manifest}`,
    'files/README.md': '# Tiny\n',
    'files/_gitignore': '.env\nignored/\n',
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`files/${name}`, text])),
    ...(driver === null ? {} : { 'contract/driver.ts': driver }),
  };
  for (const [name, text] of Object.entries(all)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}
