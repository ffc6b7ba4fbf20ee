// npm run bench [-- --rounds N] [--write]: what generating costs, on the published form, as ratios from one run.
// The programs run in turn, so that what else the machine does meets all of them alike.
// --write puts the figures into docs/benchmarks.md.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { readArguments, refuse } from './arguments.ts';
import { writeBenchmarks } from './bench/document.ts';
import { measure, medianRatio, medianUsage, type Usage } from './bench/measure.ts';
import { installPublished } from './published.ts';

const USAGE = 'npm run bench -- [--rounds N] [--write]';
const { values } = readArguments(USAGE, {
  options: { rounds: { type: 'string', default: '21' }, write: { type: 'boolean' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) refuse('--rounds takes a whole number from 3', USAGE);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-bench-'));
try {
  await bench();
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<void> {
  const { entry } = installPublished(folder);
  const createVite = createRequire(import.meta.url).resolve('create-vite');
  const ours = ['--stack', 'fastify', '--yes', '--no-install', '--no-git', '--no-pin-node'];
  const reference = path.join(folder, 'reference');
  measure([entry, 'reference', ...ours, '--name', 'app'], folder);
  const viteReference = path.join(folder, 'vite-reference');
  const vite = ['--template', 'react-ts', '--no-interactive'];
  measure([createVite, 'vite-reference', ...vite], folder);

  const programs: Record<string, (target: string) => string[]> = {
    'create-plinth, fastify': (target) => [entry, target, ...ours, '--name', 'app'],
    'fs.cpSync of the same tree': (target) => [
      '-e',
      `require('fs').cpSync(${JSON.stringify(reference)}, ${JSON.stringify(target)}, { recursive: true })`,
    ],
    'create-vite 9.3, react-ts': (target) => [createVite, target, ...vite],
    'fs.cpSync of that tree': (target) => [
      '-e',
      `require('fs').cpSync(${JSON.stringify(viteReference)}, ${JSON.stringify(target)}, { recursive: true })`,
    ],
    'create-plinth --help': () => [entry, '--help'],
    'node -e 0': () => ['-e', '0'],
  };
  const runs: Record<string, Usage[]> = Object.fromEntries(
    Object.keys(programs).map((name) => [name, []]),
  );
  for (let round = -1; round < rounds; round++) {
    for (const [index, [name, parameters]] of Object.entries(programs).entries()) {
      const target = `run-${round}-${index}`;
      const usage = measure(parameters(target), folder);
      // The first round warms the disk and is not counted.
      if (round >= 0) runs[name]?.push(usage);
      fs.rmSync(path.join(folder, target), { recursive: true, force: true });
    }
  }
  await report(runs, countFiles(reference), countFiles(viteReference));
}

async function report(
  runs: Record<string, Usage[]>,
  files: number,
  viteFiles: number,
): Promise<void> {
  const of = (name: string): Usage[] => runs[name] ?? [];
  const cpu = (name: string): number => medianUsage(of(name)).cpu;
  const written: Record<string, number> = {
    'create-plinth, fastify': files,
    'fs.cpSync of the same tree': files,
    'create-vite 9.3, react-ts': viteFiles,
    'fs.cpSync of that tree': viteFiles,
  };
  const rows = Object.entries(runs).map(([name, usages]) => {
    const { cpu: median, rss } = medianUsage(usages);
    const count = written[name];
    const perFile = count === undefined ? '' : (median / count).toFixed(2);
    return `| ${name} | ${median.toFixed(0)} | ${count ?? ''} | ${perFile} | ${rss.toFixed(0)} |`;
  });
  const perFile = cpu('create-plinth, fastify') / files;
  const vitePerFile = cpu('create-vite 9.3, react-ts') / viteFiles;
  const copyRatio = medianRatio(of('create-plinth, fastify'), of('fs.cpSync of the same tree'));
  const helpRatio = medianRatio(of('create-plinth --help'), of('node -e 0'));
  const text = [
    '| whole process | cpu ms | files | cpu ms per file | peak MiB |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    `- generating : copying the same tree = **${copyRatio.toFixed(2)}** (aim: at most 3)`,
    `- per file written : create-vite per file = **${(perFile / vitePerFile).toFixed(2)}** (aim: below 1)`,
    `- \`--help\` : \`node -e 0\` = **${helpRatio.toFixed(2)}**`,
    '',
    `Medians of ${rounds} rounds, in turn, Node ${process.versions.node}, ${os.type()} ${process.arch}, ${os.availableParallelism()} cores.`,
  ].join('\n');
  console.log(text);
  if (values.write) await writeBenchmarks('bench', text);
}

function countFiles(at: string): number {
  return fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).length;
}
