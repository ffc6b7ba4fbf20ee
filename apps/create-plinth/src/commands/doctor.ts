import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PlinthError } from '@plinth/schema/errors';
import { parseArguments } from '../cli/arguments.ts';
import { isOlder, machineNode, OLDEST_NODE } from '../cli/node-version.ts';
import { version } from '../cli/version.ts';
import { workingFolder } from '../cli/working-folder.ts';
import { say, sayJson } from '../ui/output.ts';
import { oneLine } from '../ui/printable.ts';
import { style } from '../ui/style.ts';
import { canAsk } from '../ui/terminal.ts';

interface Finding {
  readonly name: string;
  readonly value: string;
  readonly ok: boolean;
  /** What to do where it is not ok. */
  readonly hint?: string;
}

/** `plinth doctor [DIR] [--json]`: what a bug report needs. Exit code 1 where something is wrong. */
export async function doctor(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments(
    argv,
    { json: { type: 'boolean' } },
    { positionals: 1, help: 'plinth --help' },
  );
  const findings = [...machine(), ...(await place(positionals[0] ?? '.'))];
  const ok = findings.every((finding) => finding.ok);
  if (values.json) {
    sayJson({ ok, findings });
  } else {
    const width = Math.max(...findings.map(({ name }) => name.length));
    for (const { name, value, ok: fine, hint } of findings) {
      const mark = fine ? style('green', 'ok') : style('red', '!!');
      say(
        `${mark}  ${name.padEnd(width)}  ${oneLine(value)}${fine || !hint ? '' : `\n    ${oneLine(hint)}`}`,
      );
    }
  }
  return ok ? 0 : 1;
}

function machine(): Finding[] {
  const node = machineNode();
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const libc = report.header?.glibcVersionRuntime;
  return [
    { name: 'plinth', value: version(), ok: true },
    {
      name: 'node',
      value: node,
      ok: !isOlder(node, OLDEST_NODE),
      hint: `Plinth needs Node ${OLDEST_NODE} or later.`,
    },
    tool('npm', 'Comes with Node; reinstall Node.'),
    { ...tool('pnpm', ''), ok: true },
    { ...tool('git', ''), ok: true },
    {
      name: 'system',
      value: `${os.type()} ${os.release()} ${process.arch}${libc === undefined ? '' : `, glibc ${libc}`}`,
      ok: true,
    },
    {
      name: 'cores, memory',
      value: `${os.availableParallelism()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`,
      ok: true,
    },
    { name: 'terminal', value: canAsk() ? 'can ask' : 'asks nothing', ok: true },
  ];
}

function tool(name: string, hint: string): Finding {
  // npm and pnpm are scripts on Windows, which only a shell starts; the names are fixed.
  const { stdout, status } = spawnSync(name, ['--version'], {
    encoding: 'utf8',
    // Of the machine: in a project, pnpm would fetch the version that the project asks for.
    cwd: os.tmpdir(),
    shell: process.platform === 'win32',
  });
  const found = status === 0;
  const value = found ? (stdout.trim().split('\n').at(-1) ?? '') : 'not found';
  return { name, value, ok: found, hint };
}

/** The folder and the project in it. */
async function place(given: string): Promise<Finding[]> {
  try {
    const directory = path.isAbsolute(given) ? given : path.join(workingFolder(), given);
    return [writable(directory), ...(await project(directory))];
  } catch (error) {
    return [asFinding(error, 'folder')];
  }
}

function writable(directory: string): Finding {
  try {
    fs.accessSync(directory, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(directory);
    const free = Math.round((bavail * bsize) / 2 ** 20);
    return {
      name: 'folder',
      value: `writable, ${free} MiB free`,
      ok: free >= 500,
      hint: 'A project with its dependencies takes about 500 MiB.',
    };
  } catch {
    return { name: 'folder', value: 'not writable', ok: false, hint: 'Choose another folder.' };
  }
}

async function project(directory: string): Promise<Finding[]> {
  const file = path.join(directory, '.plinth', 'project.json');
  if (!fs.existsSync(file)) return [{ name: 'project', value: 'none here', ok: true }];
  try {
    return await findingsOf(directory);
  } catch (error) {
    return [asFinding(error, 'project')];
  }
}

/** What is wrong here is what doctor is asked for: it stands in the list, and the rest with it. */
function asFinding(error: unknown, name: string): Finding {
  if (!(error instanceof PlinthError)) throw error;
  return { name, value: error.message, ok: false, hint: error.hint };
}

async function findingsOf(directory: string): Promise<Finding[]> {
  const { readRecord } = await import('@plinth/project/record/read-record');
  const { changedFiles } = await import('@plinth/project/record/changed-files');
  const record = readRecord(directory);
  const { changed, missing } = changedFiles(directory, record);
  const templates = record.templates.map(({ id, version: of }) => `${id} ${of}`).join(', ');
  return [
    {
      name: 'project',
      value: `${record.spec.name}, made by ${record.generator.version}`,
      ok: true,
    },
    { name: 'templates', value: templates, ok: true },
    {
      name: 'files',
      value: `${Object.keys(record.files).length} generated, ${changed.length} changed, ${missing.length} removed since`,
      ok: true,
    },
  ];
}
