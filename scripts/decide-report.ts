// npm run decide:report [-- --people N] [--write]: how long the interview is, and how far each scenario is from another
// result. --write puts both into docs/decision.md.
import { readArguments, refuse } from './arguments.ts';
import { interviewLengths } from './decide/interview-lengths.ts';
import { margins } from './decide/margins.ts';
import { writeDocs } from './decide/write-docs.ts';

const USAGE = 'npm run decide:report -- [--people N] [--write]';
const { values } = readArguments(USAGE, {
  options: { people: { type: 'string', default: '500' }, write: { type: 'boolean' } },
});
const people = Number(values.people);
if (!Number.isInteger(people) || people < 10) {
  refuse('--people takes a whole number from 10', USAGE);
}

const parts = { interview: interviewLengths(people), margins: margins() };
for (const [name, text] of Object.entries(parts)) {
  console.log(`${text}\n`);
  if (values.write) await writeDocs(name, text);
}
