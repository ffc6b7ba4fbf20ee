import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../playground.ts';
import { runProcess } from '../run-process.ts';

/** Puts figures between the markers of a benchmark in docs/benchmarks.md. */
export async function writeBenchmarks(name: string, text: string): Promise<void> {
  const file = path.join(ROOT, 'docs', 'benchmarks.md');
  const [before, rest] = split(fs.readFileSync(file, 'utf8'), `<!-- ${name} -->`);
  const [, after] = split(rest, `<!-- /${name} -->`);
  fs.writeFileSync(file, `${before}<!-- ${name} -->\n\n${text}\n\n<!-- /${name} -->${after}`);
  await runProcess('oxfmt', [file]);
}

function split(text: string, marker: string): [string, string] {
  const at = text.indexOf(marker);
  if (at < 0) throw new Error(`docs/benchmarks.md has no ${marker}`);
  return [text.slice(0, at), text.slice(at + marker.length)];
}
