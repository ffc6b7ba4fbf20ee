// npm run conformance -- --stack ID [--only S,A3] [--storage KIND] [--json FILE] [--junit FILE] [--keep]
//                        --stack ID --prove [--quick] [--only S,A3] [--keep]
// Writes a project of the stack, installs it, and runs the conformance suite against it, on the database server of
// DATABASE_URL and on a storage of a kind that the driver knows, where they are given. A full run without them writes
// docs/conformance.md. --prove shows for each behaviour that its stored defect makes it fail, and it alone; with --quick
// many defects are in at once, which takes a fraction of the time and could miss damage that another defect hides.
import { readArguments, refuse } from './arguments.ts';
import { conform } from './conformance/conform.ts';
import { prove } from './conformance/prove.ts';
import { Stopped } from './conformance/stop.ts';

const USAGE =
  'npm run conformance -- --stack ID [--only S,A3] [--storage KIND] [--json FILE] [--junit FILE] [--keep] [--prove [--quick]]';
const { values } = readArguments(USAGE, {
  options: {
    stack: { type: 'string' },
    only: { type: 'string' },
    storage: { type: 'string' },
    json: { type: 'string' },
    junit: { type: 'string' },
    keep: { type: 'boolean', default: false },
    prove: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
  },
});
if (values.stack === undefined) refuse('Give a stack', USAGE);
const { stack, only, storage, json, junit, keep } = values;
try {
  process.exitCode = values.prove
    ? await prove({ stack, only, keep, quick: values.quick })
    : await conform({ stack, only, storage, json, junit, keep });
} catch (error) {
  // A name that --only does not know, or a stack without a driver; or a signal.
  if (!(error instanceof RangeError || error instanceof Stopped)) throw error;
  console.error(error.message);
  process.exit(error instanceof Stopped ? error.exitCode : 2);
}
