const RESERVED_ROOTS = new Set(['.plinth', 'node_modules']);

/** Data of a repository at any depth, also by the short name that Windows gives it. */
const REPOSITORY = /^(?:\.git|git~1)$/i;

/** Device names that Windows gives no file to, with or without an extension. */
const WINDOWS_RESERVED = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\..*)?$/i;

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f<>:"|?*\\]/;

/**
 * What is wrong with a path as a place inside a project, or undefined where nothing is. Paths have
 * forward slashes and must be valid on every system that the project may be checked out on.
 */
export function pathFault(path: string): string | undefined {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  const segments = path.split('/');
  if (segments.includes('..')) return 'leads out of the project';
  if (segments.some((segment) => segment === '' || segment === '.')) return 'has an empty segment';
  if (segments.some((segment) => UNPRINTABLE.test(segment))) {
    return 'has a character that is not allowed in file names everywhere';
  }
  if (segments.some((segment) => WINDOWS_RESERVED.test(segment) || /[. ]$/.test(segment))) {
    return 'has a name that Windows cannot hold';
  }
  const repository = segments.find((segment) => REPOSITORY.test(segment));
  if (repository !== undefined) return `lies in ${repository}, which is git's`;
  if (RESERVED_ROOTS.has(segments[0]?.toLowerCase() ?? '')) {
    return `lies in ${segments[0]}, which is not the template's`;
  }
  return undefined;
}

/** A path as systems compare it that keep neither case nor the way an accent is written. */
export function foldedPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
