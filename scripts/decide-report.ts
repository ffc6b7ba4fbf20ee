// npm run decide:report [-- --people N] [--write]: how long the interview is, and how far each scenario is from another
// result. --write puts both into docs/decision.md.
import { parseArgs } from 'node:util';
import { interviewLengths } from './decide/interview-lengths.ts';
import { margins } from './decide/margins.ts';
import { writeDocs } from './decide/write-docs.ts';

const { values } = parseArgs({
  options: { people: { type: 'string', default: '500' }, write: { type: 'boolean' } },
});
const people = Number(values.people);
if (!Number.isInteger(people) || people < 10) {
  console.error('--people takes a whole number from 10');
  process.exit(2);
}

const parts = { interview: interviewLengths(people), margins: margins() };
for (const [name, text] of Object.entries(parts)) {
  console.log(`${text}\n`);
  if (values.write) await writeDocs(name, text);
}
