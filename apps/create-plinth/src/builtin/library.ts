import { fileURLToPath } from 'node:url';
import { folderLibrary } from '@plinth/project/templates/folder-library';

/**
 * The templates of the repository, read and compiled where they lie. The published bundle has
 * another module in this place: the same templates, compiled when it was built.
 */
export const library = folderLibrary(
  fileURLToPath(new URL('../../../../templates', import.meta.url)),
);
