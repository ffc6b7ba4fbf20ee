import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DriverModule } from '@plinth/conformance/contract/driver';
import { loadDriver } from '@plinth/conformance/runner/load-driver';

/**
 * The contract driver of a template of the repository; undefined where it has none. The published bundle has another
 * module in this place: the same drivers, compiled when it was built.
 */
export async function builtInDriver(id: string): Promise<DriverModule | undefined> {
  const place = new URL(`../../../../templates/${id}/contract/driver.ts`, import.meta.url);
  const file = fileURLToPath(place);
  return fs.existsSync(file) ? loadDriver(file) : undefined;
}
