// Entry of every root script. Plain JavaScript, no dependencies, runs on the machine's own Node (>= 20.12): it brings
// the toolchain (Node 22 and pnpm, exact versions from package.json) where it is missing, then runs
// the task on it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = path.join(root, 'node_modules', '.bin');
/** The Node of the toolchain itself: what lies in `.bin` is a script on Windows, which only a shell starts. */
const toolchainNode = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const marker = path.join(root, 'node_modules', '.plinth-toolchain');
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** What each task runs, on Node 22, from the root of the repository unless `here`. */
const TASKS = {
  create: { file: 'apps/create-plinth/src/create-plinth.ts', here: true },
  plinth: { file: 'apps/create-plinth/src/plinth.ts', here: true },
  test: { file: 'scripts/test.ts' },
  'test:browser': { file: 'scripts/test-browser.ts' },
  bench: { file: 'scripts/bench.ts' },
  'bench:service': { file: 'scripts/bench-service.ts' },
  'bench:decide': { file: 'scripts/bench-decide.ts' },
  build: { file: 'scripts/build.ts' },
  check: { file: 'scripts/check.ts' },
  ci: { file: 'scripts/ci.ts' },
  conformance: { file: 'scripts/conformance.ts' },
  'decide:report': { file: 'scripts/decide-report.ts' },
  format: { file: 'scripts/format.ts' },
  versions: { file: 'scripts/versions.ts' },
  'template:new': { file: 'scripts/template-new.ts' },
  'template:check': { file: 'scripts/template-check.ts' },
  'template:dev': { file: 'scripts/template-dev.ts' },
};

const [name, ...rest] = process.argv.slice(2);
const task = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined;
if (!task) {
  console.error(`No task "${name}". Tasks: ${Object.keys(TASKS).join(', ')}.`);
  process.exit(2);
}
ensureToolchain();
run(task);

/** Installs what the lockfile lists, unless that was done for this very lockfile. */
function ensureToolchain() {
  const wanted = createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const present = fs.existsSync(marker) ? fs.readFileSync(marker, 'utf8') : '';
  if (present === wanted && fs.existsSync(toolchainNode)) return;
  console.error('First run with this lockfile: installing the toolchain (about half a minute).');
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const result = spawnSync(
    npx,
    [
      '--yes',
      `pnpm@${manifest.devDependencies.pnpm}`,
      'install',
      '--frozen-lockfile',
      '--reporter=append-only',
    ],
    // Standard output belongs to the task, which may print JSON and nothing else.
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: cleanEnvironment(),
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0) {
    console.error(
      'Installing the toolchain failed; the lines above say why. Run the same command again to go on.',
    );
    process.exit(5);
  }
  fs.writeFileSync(marker, wanted);
}

function run({ file, here }) {
  const child = spawn(toolchainNode, [path.join(root, file), ...rest], {
    cwd: here ? (process.env.INIT_CWD ?? process.cwd()) : root,
    stdio: 'inherit',
    env: here
      ? { ...cleanEnvironment(), PLINTH_REPOSITORY: '1', PLINTH_MACHINE_NODE: machineNode() }
      : {
          ...cleanEnvironment(),
          PATH: [bin, process.env.PATH].join(path.delimiter),
          PLINTH_MACHINE_NODE_PATH: process.env.npm_node_execpath ?? process.execPath,
        },
  });
  // The terminal's Ctrl-C reaches the task by itself, and this is a second copy: it cannot be told from a
  // signal that was sent to this process alone. The command takes what comes at once for one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(
      `The toolchain's Node cannot be started: ${error.message}\nRemove node_modules and run the command again.`,
    );
    process.exitCode = 5;
  });
  child.on('exit', (code, signal) => {
    // As shells report it.
    process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : code;
  });
}

/** The version of the Node that the machine has, which runs npm, not of the one that comes with the repository. */
function machineNode() {
  const node = process.env.npm_node_execpath;
  if (!node || node.startsWith(path.join(root, 'node_modules'))) return process.versions.node;
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return stdout?.trim().replace(/^v/, '') || process.versions.node;
}

/** The environment as it was before npm added to it what is about this repository. */
function cleanEnvironment() {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) =>
        key === 'npm_config_user_agent' ||
        !/^(npm_(package|lifecycle|config_(local_prefix|prefix|global_prefix)|command|execpath|node_execpath)|INIT_CWD)/.test(
          key,
        ),
    ),
  );
  environment.PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(
      (entry) =>
        !path.resolve(entry).startsWith(path.join(root, 'node_modules')) &&
        !/[/\\]node-gyp-bin$/.test(entry),
    )
    .join(path.delimiter);
  return environment;
}
