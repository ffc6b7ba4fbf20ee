import { pathToFileURL } from 'node:url';
import type { DriverModule } from '../contract/driver.ts';

/**
 * Loads the contract driver of a template from its file.
 *
 * @throws TypeError where the file is no driver, and whatever loading it throws
 */
export async function loadDriver(file: string): Promise<DriverModule> {
  const loaded = (await import(pathToFileURL(file).href)) as Partial<DriverModule>;
  if (typeof loaded.createDriver !== 'function') {
    throw new TypeError('it exports no function createDriver');
  }
  return { createDriver: loaded.createDriver };
}
