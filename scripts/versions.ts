// npm run versions                       lists what is newer than the version table
// npm run versions -- NAME[@VERSION] …   tries newer versions: renders every template with them, installs and
//                                        proves it, and writes the table only if all of it passes
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folderLibrary, templateIds } from '@plinth/project/templates/folder-library';
import { readVersions, VERSIONS_FILE } from '@plinth/project/templates/versions';
import { parseDocument } from 'yaml';
import { readArguments, refuse } from './arguments.ts';
import { provePlayground, renderAlone, TEMPLATES, writePlayground } from './playground.ts';

const USAGE = 'npm run versions -- [NAME[@VERSION] …]';
const { positionals: wanted } = readArguments(USAGE, { allowPositionals: true });
const table = readVersions(TEMPLATES)?.npm ?? {};
if (wanted.length === 0) list();
else await take();

function latest(name: string): string {
  return execFileSync('npm', ['view', `${name}@latest`, 'version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function list(): void {
  let newer = 0;
  for (const [name, current] of Object.entries(table)) {
    const found = latest(name);
    if (found === current) continue;
    newer += 1;
    console.log(`${name}  ${current}  ->  ${found}`);
  }
  console.log(`${newer} of ${Object.keys(table).length} have a newer version.`);
}

async function take(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-versions-'));
  const candidate = path.join(folder, 'templates');
  try {
    fs.cpSync(TEMPLATES, candidate, { recursive: true });
    const text = changedTable();
    fs.writeFileSync(path.join(candidate, VERSIONS_FILE), text);
    const library = folderLibrary(candidate);
    for (const id of templateIds(candidate)) {
      const template = await library.load(id);
      if (!template) continue;
      const project = path.join(folder, id);
      fs.mkdirSync(project);
      const rendering = renderAlone(template, 'pnpm');
      writePlayground(project, rendering);
      const broken = await provePlayground(project, rendering);
      for (const script of rendering.composition.templates.flatMap(
        (each) => each.manifest.cleanUp,
      )) {
        execFileSync('pnpm', ['run', script], { cwd: project, stdio: 'inherit' });
      }
      if (broken === undefined) continue;
      console.error(`${id}: "${broken}" failed with these versions; the table stays as it is.`);
      process.exitCode = 1;
      return;
    }
    fs.writeFileSync(path.join(TEMPLATES, VERSIONS_FILE), text);
    console.log(
      'All templates pass; the table is written. Write the goldens: npx vitest run -u goldens',
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The text of the table with the wanted versions and today's date; its comments stay. */
function changedTable(): string {
  const document = parseDocument(fs.readFileSync(path.join(TEMPLATES, VERSIONS_FILE), 'utf8'));
  for (const each of wanted) {
    const [, name = '', version] = /^(@?[^@]+)(?:@(.+))?$/.exec(each) ?? [];
    if (!Object.hasOwn(table, name)) refuse(`"${name}" is not in the version table`, USAGE);
    document.setIn(['npm', name], version ?? latest(name));
  }
  document.set('tried', new Date().toISOString().slice(0, 10));
  return document.toString({ lineWidth: 0 });
}
