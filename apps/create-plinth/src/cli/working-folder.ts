import { PlinthError } from '@plinth/schema/errors';

/**
 * The folder that the command was called in.
 *
 * @throws PlinthError TARGET_REFUSED where it was removed since
 */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new PlinthError('TARGET_REFUSED', 'The folder that you are in does not exist any more', {
      hint: 'Go to a folder that exists, then run the command again.',
      cause,
    });
  }
}
