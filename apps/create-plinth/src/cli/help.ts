import { invocation, plinthInvocation } from './invocation.ts';

/** Help of `create-plinth`, and of `plinth create`. */
export function createHelp(): string {
  return `Recommends a backend, says why, and writes a working project for it.

Usage
  ${invocation('create')} DIR [flags]

In a terminal it asks about the product, and recommends; who knows already gives a stack.

What to make
  --stack ID             A template: an id, a folder (./path) or an installed package
  --platform ID          A platform to build on
  --service ID           A service of your own; with --platform, both in one project
  --answers FILE         Answers to the questions (JSON or YAML); plinth questions lists them
  --answer ID=VALUE      One answer; may be given several times, lists with commas
  --set OPTION=VALUE     An option of the template; may be given several times
  --spec FILE            Everything from a spec file (JSON or YAML) instead
  --name NAME            Package name; made of DIR by default
  --package-manager PM   pnpm or npm; the one that called by default
  --pin-node             Add Node itself as a development dependency
  --no-pin-node          Do not, although the machine's Node is too old

How to go about it
  -y, --yes              Ask nothing; take the recommendation, and defaults for what was
                         not given
  --dry-run              List the files and their sizes, write nothing
  --json                 Print one JSON object and nothing else
  --no-install           Do not install dependencies
  --no-git               Do not make a git repository
  -h, --help             This text
  -v, --version          The version

Exit codes
  0 done   1 defect   2 usage   3 target or disk   4 template   5 Node too old
  6 dependencies not installed (the project is complete)
  129, 130, 143 stopped by SIGHUP, SIGINT (Ctrl-C), SIGTERM

Without a terminal nothing is asked: what is missing is named with its flag.`;
}

/** Help of `plinth`. */
export function plinthHelp(): string {
  return `Plinth writes working backend projects.

Usage
  plinth create DIR [flags]     Make a project; flags: plinth create --help
  plinth decide [ANSWERS]       Recommend a backend and say why; --json, --markdown
  plinth explain OPTION [ANSWERS]
                                Why, or why not, this one: a shape, a platform, a framework,
                                PLATFORM+FRAMEWORK, SHAPE:PLATFORM …; --json
  plinth questions [--json]     List the questions and the values of their answers
  plinth revisit [DIR] [ANSWERS]
                                What has changed since a project was decided, and what to do
                                about it first; asks in a terminal; --json
  plinth verify [DIR] [flags]   Try a project against the conformance contract
  plinth templates [--json]     List what can be made
  plinth doctor [DIR] [--json]  Look at this machine, and at a project, for a bug report

ANSWERS are --answers FILE (JSON or YAML) and --answer ID=VALUE, as often as needed.

  -h, --help                    This text; plinth verify --help: its flags
  -v, --version                 The version`;
}

/** Help of `plinth verify`. */
export function verifyHelp(): string {
  return `Runs a project and tries each behaviour of the conformance contract against it.

Usage
  ${plinthInvocation('verify')} [DIR] [flags]

DIR is the folder of a project, with your own changes; without it, the one that you are in. Everything happens on
a copy with settings and a database of its own: the project stays as it is, its .env is not read, and what git
ignores is not copied. The copy is installed with the project's package manager, and code of the project and of
its template's contract driver runs.

  --only S,A3            Groups and single behaviours. Groups: S start and stop, A accounts, D data, F files,
                         B background work, O observability, X security of the defaults
  --json                 Print one JSON object and nothing else
  --json=FILE            Write that object to a file
  --junit FILE           Write JUnit XML to a file
  --keep                 Leave the copy and its logs also where everything holds
  -h, --help             This text

Exit codes
  0 every behaviour holds   1 one does not   2 usage, or no project   4 template   5 Node or a program is missing
  6 dependencies not installed   7 the project cannot be opened
  129, 130, 143 stopped by SIGHUP, SIGINT (Ctrl-C), SIGTERM`;
}
