import manifest from '../../package.json' with { type: 'json' };

/** Version of the published package, and so of both commands. */
export function version(): string {
  return manifest.version;
}
