import fs from 'node:fs';
import path from 'node:path';
import type { DriverModule } from '@plinth/conformance/contract/driver';
import { loadDriver } from '@plinth/conformance/runner/load-driver';
import { isPath, packageFolder } from '@plinth/project/templates/resolve';
import { PlinthError } from '@plinth/schema/errors';
import { builtInDriver } from '../builtin/drivers.ts';
import { library } from '../builtin/library.ts';
import { isOlder } from '../cli/node-version.ts';

/** Node runs TypeScript without a flag from here on. */
const TYPE_STRIPPING = '22.18.0';

/** As JavaScript first: in an installed package Node runs no TypeScript. */
const FILES = ['driver.js', 'driver.mjs', 'driver.ts'];

/**
 * The contract driver of a template, by the reference in a project's record.
 *
 * @param directory the project, which references are relative to
 * @throws PlinthError DRIVER_INVALID, NODE_TOO_OLD
 */
export async function driverOf(reference: string, directory: string): Promise<DriverModule> {
  const isBuiltIn = !isPath(reference) && (await library.load(reference)) !== undefined;
  if (isBuiltIn) {
    const driver = await builtInDriver(reference);
    if (driver) return driver;
    throw missing(reference);
  }
  const folder = isPath(reference)
    ? path.resolve(directory, reference)
    : packageFolder(reference, directory);
  const file = FILES.map((name) => path.join(folder ?? '', 'contract', name)).find((each) =>
    fs.existsSync(each),
  );
  if (file === undefined) throw missing(reference);
  const node = process.versions.node;
  if (file.endsWith('.ts') && isOlder(node, TYPE_STRIPPING)) {
    throw new PlinthError(
      'NODE_TOO_OLD',
      `The contract driver of "${reference}" is TypeScript, which Node ${node} does not run`,
      { hint: `Run the command with Node ${TYPE_STRIPPING} or later.` },
    );
  }
  try {
    return await loadDriver(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlinthError(
      'DRIVER_INVALID',
      `The contract driver of "${reference}" cannot be loaded: ${reason}`,
      { hint: `Mend ${file}.`, cause },
    );
  }
}

function missing(reference: string): PlinthError {
  return new PlinthError('DRIVER_INVALID', `The template "${reference}" has no contract driver`, {
    hint: `Its folder needs one of ${FILES.map((name) => `contract/${name}`).join(', ')}.`,
  });
}
