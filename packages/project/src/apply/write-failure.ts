import { PlinthError } from '@plinth/schema/errors';

/** What systems answer when they refuse a write, as a person would say it: cause, then remedy. */
const REFUSALS: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['your quota on this disk is used up', 'Free some space'],
  EFBIG: ['the file is larger than is allowed here', 'Raise the limit (ulimit -f)'],
  EROFS: ['the file system is read-only', 'Choose a folder on another disk'],
  EACCES: ['permission denied', 'Choose a folder that you may write to'],
  EPERM: ['the system does not permit it', 'Choose a folder that you may write to'],
  ENAMETOOLONG: ['the path is too long', 'Choose a shorter name or a folder further up'],
  EINVAL: ['the file system does not take this name', 'Choose a folder on another disk'],
  EILSEQ: ['the file system does not take this name', 'Choose a folder on another disk'],
  ENOTSUP: ['the file system does not support it', 'Choose a folder on another disk'],
  EMFILE: ['too many files are open', 'Raise the limit (ulimit -n)'],
  ENFILE: ['too many files are open on this machine', 'Close other programs'],
  ENOMEM: ['the machine is out of memory', 'Close other programs'],
  EMLINK: ['the folder holds too many others', 'Choose another folder'],
  ELOOP: ['symbolic links lead in a circle', 'Choose another folder'],
  EBUSY: ['it is in use by another program', 'Close what uses it'],
  EIO: ['the disk reported a fault', 'Choose a folder on another disk'],
  ENOENT: ['a folder was removed meanwhile', 'Leave the folder alone while the command runs'],
  ENOTDIR: ['a folder was replaced meanwhile', 'Leave the folder alone while the command runs'],
  ENOTEMPTY: [
    'something was written there meanwhile',
    'Leave the folder alone while the command runs',
  ],
  EEXIST: [
    'something was written there meanwhile',
    'Leave the folder alone while the command runs',
  ],
};

export interface SystemError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

/** Whether an error is the system's answer to a call, and not a defect. */
export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** The code of the system's answer, or undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  return isSystemError(error) ? error.code : undefined;
}

/**
 * WRITE_FAILED for an answer of the system; every other error as it is.
 *
 * @param shown the path that was to be written, as the user knows it
 */
export function writeFailure(error: unknown, shown: string): unknown {
  if (!isSystemError(error)) return error;
  const [cause, remedy] = REFUSALS[error.code] ?? ['the system refused', 'Choose another folder'];
  return new PlinthError('WRITE_FAILED', `Cannot write ${shown}: ${cause} (${error.code})`, {
    hint: `${remedy}, then run the command again. Nothing was left behind.`,
    cause: error,
  });
}
