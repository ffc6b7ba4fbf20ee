/**
 * Names that packing or editors treat specially and that templates therefore hold under another
 * name. npm leaves `.gitignore` and `.npmrc` out of packages; nested ones act on the repository.
 */
const DOTFILES: Readonly<Record<string, string>> = {
  _dockerignore: '.dockerignore',
  _editorconfig: '.editorconfig',
  _github: '.github',
  _gitattributes: '.gitattributes',
  _gitignore: '.gitignore',
  _npmrc: '.npmrc',
  '_oxfmtrc.json': '.oxfmtrc.json',
  '_oxlintrc.json': '.oxlintrc.json',
  _vscode: '.vscode',
};

export const DOTFILE_NAMES: readonly string[] = Object.keys(DOTFILES);

/** `_github/workflows/ci.yml` → `.github/workflows/ci.yml` */
export function restoreDotfiles(path: string): string {
  return path
    .split('/')
    .map((segment) => (Object.hasOwn(DOTFILES, segment) ? DOTFILES[segment] : segment))
    .join('/');
}

/**
 * The first name of a path that is meant to become a dotfile and is not in the table, or undefined. In the
 * root of a project a leading underscore has no other meaning; deeper it often has (`_app.tsx`,
 * `meta/_journal.json`), so that only the usual endings of settings count there.
 */
export function unknownDotfile(path: string): string | undefined {
  return path
    .split('/')
    .find((segment, depth) =>
      depth === 0 ? /^_[^_]/.test(segment) : /^_[a-z]+(?:rc|ignore)(?:\.[a-z]+)?$/.test(segment),
    );
}
