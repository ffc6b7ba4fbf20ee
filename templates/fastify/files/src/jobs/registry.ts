import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import type { Job } from './job.ts';

const featuresFolder = fileURLToPath(new URL('../features', import.meta.url));

/** The jobs of all features: what each `jobs.ts` exports as `jobs`. */
export async function findJobs(): Promise<Job[]> {
  const fileName = `jobs${extname(import.meta.url)}`;
  const files = readdirSync(featuresFolder)
    .map((feature) => join(featuresFolder, feature, fileName))
    .filter((file) => existsSync(file));
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(file).href) as Promise<{ jobs: Job[] }>),
  );
  const jobs = modules.flatMap((module) => module.jobs);

  const names = jobs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`Two jobs have the name "${twice}"`);
  return jobs;
}
