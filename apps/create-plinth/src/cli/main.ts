import { INTERNAL_EXIT_CODE, PlinthError } from '@plinth/schema/errors';
import { endWith, guardOutput, say, sayJson } from '../ui/output.ts';
import { createHelp, plinthHelp, verifyHelp } from './help.ts';
import { refuseOldNode } from './node-version.ts';
import { version } from './version.ts';

export type Program = 'create-plinth' | 'plinth';

/**
 * Runs one of the two commands. Arguments are looked at before anything else is loaded: help and
 * version touch neither templates nor prompts. What is loaded up to the report of an error must load on a Node
 * that is too old, or else nobody is told so.
 */
export async function main(program: Program, argv: readonly string[]): Promise<void> {
  guardOutput();
  try {
    refuseOldNode(process.versions.node);
    endWith(await run(program, argv));
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    reportError(error, { json: has(argv, '--json'), program });
    endWith(error instanceof PlinthError ? error.exitCode : INTERNAL_EXIT_CODE);
    if (error instanceof PlinthError && error.code === 'INTERRUPTED') leave();
  }
}

/** Ends at once: a prompt that was broken off still holds the terminal and has hidden its cursor. */
function leave(): never {
  if (process.stdout.isTTY) process.stdout.write('\u001b[?25h');
  process.exit();
}

async function run(program: Program, argv: readonly string[]): Promise<number> {
  if (program === 'create-plinth') return create(argv);
  const at = argv.findIndex((argument) => !argument.startsWith('-'));
  const command = argv[at];
  const rest = argv.filter((_, index) => index !== at);
  if (command === 'create') return create(rest);
  if (argv.length === 0 || has(argv, '--help', '-h')) {
    return tell('help', command === 'verify' ? verifyHelp() : plinthHelp(), argv);
  }
  if (has(argv, '--version', '-v')) return tell('version', version(), argv);
  const load = command !== undefined && Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : null;
  if (!load) throw await unknownCommand(command);
  return (await load())(rest);
}

type Command = (argv: readonly string[]) => number | Promise<number>;

/** The commands of `plinth` beside `create`, each loaded by those who run it. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  decide: async () => (await import('../commands/decide.ts')).decideCommand,
  explain: async () => (await import('../commands/explain.ts')).explainCommand,
  questions: async () => (await import('../commands/questions.ts')).questionsCommand,
  revisit: async () => (await import('../commands/revisit.ts')).revisitCommand,
  verify: async () => (await import('../commands/verify.ts')).verify,
  templates: async () => (await import('../commands/templates.ts')).listTemplates,
  doctor: async () => (await import('../commands/doctor.ts')).doctor,
};

async function unknownCommand(command: string | undefined): Promise<PlinthError> {
  const { didYouMean } = await import('@plinth/schema/nearest');
  const known = ['create', ...Object.keys(COMMANDS)];
  const message =
    command === undefined
      ? 'Missing: the command'
      : `No command "${command}"${didYouMean(command, known)}`;
  const hint = `Commands: ${known.join(', ')}. See plinth --help.`;
  return new PlinthError('USAGE', message, { hint });
}

async function create(argv: readonly string[]): Promise<number> {
  if (has(argv, '--help', '-h')) return tell('help', createHelp(), argv);
  if (has(argv, '--version', '-v')) return tell('version', version(), argv);
  const { createCommand } = await import('../commands/create.ts');
  return createCommand(argv);
}

/** Whether one of the flags is given; after `--` there are none. */
function has(argv: readonly string[], ...flags: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end === -1 ? argv : argv.slice(0, end)).some((argument) => flags.includes(argument));
}

function tell(name: 'help' | 'version', text: string, argv: readonly string[]): number {
  if (has(argv, '--json')) sayJson({ ok: true, [name]: text });
  else say(text);
  return 0;
}
