// `npm run dev`: this file needs nothing installed and runs on an old Node as well. It installs the
// packages, finds a Node that can run TypeScript, and hands over to dev.ts.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const windows = process.platform === 'win32';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
process.chdir(root);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

if (!isRecent(process.versions.node) && !packages.includes('node')) failForOldNode();
if (!isInstalled()) install();
if (isRecent(process.versions.node)) {
  const { develop } = await import('./dev.ts');
  await develop(root);
} else {
  continueOn(pinnedNode());
}

function isInstalled() {
  return packages.every((name) =>
    foldersUpwards().some((folder) => existsSync(join(folder, 'node_modules', name))),
  );
}

/** In a workspace the packages can be installed further up. */
function foldersUpwards(folder = root) {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpwards(parent)];
}

function install() {
  const manager = packageManager();
  process.stdout.write(`Installing packages with ${manager} …\n`);
  const [command, ...parameters] = installCommand(manager);
  // With a Node of its own, the project has packages that the caller's Node is too old for.
  const quiet = isRecent(process.versions.node) ? {} : { npm_config_loglevel: 'error' };
  const env = { ...process.env, ...quiet };
  const { status, error } = spawnSync(command, parameters, { stdio: 'inherit', env });
  if (error)
    fail(`${manager} does not start (${error.message}). Run "${manager} install" yourself.`);
  if (status !== 0) fail(`${manager} could not install the packages; its output is above.`);
}

function packageManager() {
  const caller = /^(npm|pnpm)\//.exec(process.env.npm_config_user_agent ?? '')?.[1];
  return caller ?? (existsSync('pnpm-lock.yaml') ? 'pnpm' : 'npm');
}

/** Not through npm.cmd on Windows: command files would need a shell. */
function installCommand(manager) {
  const caller = process.env.npm_execpath ?? '';
  const isCaller = (process.env.npm_config_user_agent ?? '').startsWith(`${manager}/`);
  const besideNode = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (isCaller && /\.[cm]?js$/.test(caller)) return [process.execPath, caller, 'install'];
  if (isCaller && caller && !/\.(cmd|bat|ps1)$/i.test(caller)) return [caller, 'install'];
  if (manager === 'npm' && windows) return [process.execPath, besideNode, 'install'];
  return [manager, 'install'];
}

function isRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = manifest.engines.node.match(/\d+/g).map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** The Node that the project has as a package, if it has one. */
function pinnedNode() {
  const file = join('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  const folder = foldersUpwards().find((candidate) => existsSync(join(candidate, file)));
  const node = folder && join(folder, file);
  const version = node && spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  if (version && isRecent(version.slice(1))) return node;
  return failForOldNode();
}

function failForOldNode() {
  fail(
    `Node ${manifest.engines.node} is needed, this is ${process.versions.node}. ` +
      'Install a newer one, or add it to this project: npm install --save-dev node@22',
  );
}

function continueOn(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url)], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself; this process only has to outlive it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => fail(error.message));
  child.once('exit', (code) => process.exit(code ?? 1));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
