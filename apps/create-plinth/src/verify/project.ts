import type { Stack } from '@plinth/conformance/runner/run';
import { compositionOf } from '@plinth/conformance/contract/composition';
import { composeSpec } from '@plinth/generate/compose/composition';
import { packageManagerOf } from '@plinth/project/package-manager/find';
import { readRecord } from '@plinth/project/record/read-record';
import { resolveTemplate } from '@plinth/project/templates/resolve';
import { PlinthError } from '@plinth/schema/errors';
import type { PackageManager } from '@plinth/schema/spec';
import { library } from '../builtin/library.ts';
import { isOlder } from '../cli/node-version.ts';
import { driverOf } from './driver.ts';

/** A project on disk, and what runs it. */
export interface VerifiedProject {
  readonly name: string;
  readonly stack: Stack;
  readonly packageManager: PackageManager;
  /** The oldest Node that the project runs on; undefined where its templates do not say. */
  readonly node: string | undefined;
  /** Whether the project brings a Node of its own. */
  readonly pinsNode: boolean;
  /** Templates of which the command has another version than the project was made from, each as a line. */
  readonly notes: readonly string[];
}

/**
 * Finds by a project's record what it was put together from, and the contract driver: that of its service, which is
 * what users talk to, or else of its platform.
 *
 * @throws PlinthError RECORD_INVALID, TEMPLATE_UNKNOWN, DRIVER_INVALID and what is wrong with a template
 */
export async function readProject(directory: string): Promise<VerifiedProject> {
  const { spec, templates: recorded } = readRecord(directory);
  const find = (reference: string | null) =>
    reference === null ? null : resolveTemplate(reference, { library, cwd: directory });
  const [platform, service] = await Promise.all([find(spec.platform), find(spec.service)]);
  const { steps, templates } = composeSpec(spec, { platform, service });
  const chosen = [platform, service].filter((template) => template !== null);
  const reference = spec.service ?? spec.platform ?? '';
  return {
    name: spec.name,
    stack: {
      id: chosen.map(({ manifest }) => manifest.id).join('+'),
      composition: compositionOf(
        { platform: platform?.manifest ?? null, service: service?.manifest ?? null },
        steps,
      ),
      driver: await driverOf(reference, directory),
    },
    packageManager: packageManagerOf(directory, spec.packageManager),
    node: templates.flatMap(({ manifest }) => manifest.node ?? []).reduce(later, undefined),
    pinsNode: spec.pinNode,
    notes: chosen.flatMap(({ manifest: { id, version } }) => {
      const made = recorded.find((each) => each.id === id)?.version;
      return made === undefined || made === version
        ? []
        : [`The project was made from ${id} ${made}; the contract driver is that of ${version}.`];
    }),
  };
}

function later(latest: string | undefined, version: string): string {
  return latest === undefined || isOlder(latest, version) ? version : latest;
}

/** @throws PlinthError NODE_TOO_OLD where this Node cannot run the project */
export function refuseOldNodeFor({ name, node, pinsNode }: VerifiedProject, here: string): void {
  if (node === undefined || pinsNode || !isOlder(here, node)) return;
  throw new PlinthError('NODE_TOO_OLD', `${name} needs Node ${node} or later; this is ${here}`, {
    hint: 'Run the command with a newer Node.',
  });
}
