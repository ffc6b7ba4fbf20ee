// npm run ci: what .ci/run runs. All tests, the test in Chromium and a full run of the conformance suite, one after
// the other; a part that fails or dies stops none of the later ones. The last line sums up what they counted.
import fs from 'node:fs';
import path from 'node:path';
import { readArguments } from './arguments.ts';
import { ensureChromium } from './ci/chromium.ts';
import { judge, NOTHING, type Outcome, outcomeLines, withFailure, withPage } from './ci/outcome.ts';
import { runProgram } from './ci/run-program.ts';
import { Stopped, stopAtSignal } from './conformance/stop.ts';
import { countsLine, sum } from './counts.ts';
import { ROOT } from './playground.ts';

readArguments('npm run ci', {});

const stop = stopAtSignal();
const outcomes: Outcome[] = [];
// The limits, in minutes, stay below 40 together, the five for installing Chromium included.
for (const part of [() => npm(['test'], 23), testInChromium, conform]) {
  outcomes.push(await part());
  if (stop.aborted) {
    const { message, exitCode } = stop.reason as Stopped;
    console.error(message);
    process.exit(exitCode);
  }
}
const counts = sum(outcomes.map((each) => each.counts));
console.log(`\n${outcomeLines(outcomes)}\n\n${countsLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function npm(parameters: readonly string[], minutes: number): Promise<Outcome> {
  const name = ['npm', ...parameters].join(' ');
  console.log(`\n━━ ${name}`);
  return judge(name, await runProgram(['npm', ...parameters], { minutes, stop }));
}

async function testInChromium(): Promise<Outcome> {
  const missing = await ensureChromium(stop);
  const run = ['run', 'test:browser'];
  return missing === undefined
    ? npm(run, 5)
    : withFailure({ name: `npm ${run.join(' ')}`, counts: NOTHING, seconds: 0 }, missing);
}

async function conform(): Promise<Outcome> {
  const page = path.join(ROOT, 'docs', 'conformance.md');
  const before = fs.readFileSync(page, 'utf8');
  const outcome = await npm(['run', 'conformance', '--', '--stack', 'fastify'], 6);
  return withPage(outcome, before, fs.readFileSync(page, 'utf8'));
}
