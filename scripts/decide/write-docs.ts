import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../playground.ts';
import { runProcess } from '../run-process.ts';

/** Puts a text between `<!-- NAME -->` and `<!-- /NAME -->` in docs/decision.md. */
export async function writeDocs(name: string, text: string): Promise<void> {
  const file = path.join(ROOT, 'docs', 'decision.md');
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const before = fs.readFileSync(file, 'utf8');
  const start = before.indexOf(open);
  const end = before.indexOf(close);
  if (start === -1 || end < start) throw new Error(`docs/decision.md has no ${open} … ${close}`);
  const after = `${before.slice(0, start + open.length)}\n\n${text}\n\n${before.slice(end)}`;
  fs.writeFileSync(file, after);
  await runProcess('oxfmt', [file]);
}
