/** What a package name of a project looks like, scope included. npm takes every such name for a new package. */
export const PACKAGE_NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;

/** Most characters that npm takes. */
export const LONGEST_PACKAGE_NAME = 214;
