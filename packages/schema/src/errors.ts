/**
 * The errors that a user can cause, in one table.
 *
 * A code is stable: scripts may match it. `exit` is the process exit code that the command ends with.
 */
export const ERROR_CODES = {
  /** A flag or argument that is unknown, malformed or contradicts another. */
  USAGE: { exit: 2 },
  /** An answer is needed and there is no terminal to ask in. */
  ANSWER_MISSING: { exit: 2 },
  /** No template with that id, path or package name. */
  TEMPLATE_UNKNOWN: { exit: 2 },
  /** An option that the template does not have, or a value that the option does not take. */
  OPTION_INVALID: { exit: 2 },
  /** A project name from which no valid package name can be made. */
  NAME_INVALID: { exit: 2 },
  /** Answers with a question, a value or a type that the questionnaire does not have. */
  ANSWERS_INVALID: { exit: 2 },
  /** A spec file that cannot be read or does not have the shape of a spec. */
  SPEC_INVALID: { exit: 2 },
  /** What was recommended or asked for has no template yet. */
  STACK_UNAVAILABLE: { exit: 2 },
  /** No project of Plinth, or one whose record in `.plinth/` is damaged. */
  RECORD_INVALID: { exit: 2 },
  /** A name of the conformance contract that there is not. */
  BEHAVIOUR_UNKNOWN: { exit: 2 },
  /** The target folder holds something, is not a folder, or lies where nothing can be written. */
  TARGET_REFUSED: { exit: 3 },
  /** The disk refused a write: full, read-only, no permission. Nothing was left behind. */
  WRITE_FAILED: { exit: 3 },
  /** A mistake in a template's manifest. */
  MANIFEST_INVALID: { exit: 4 },
  /** A mistake in a template's files: unknown variable, leftover braces, syntax, conditional budget. */
  TEMPLATE_INVALID: { exit: 4 },
  /** A layer that the manifest lists and that has no files, or files of a layer that it does not list. */
  LAYER_INVALID: { exit: 4 },
  /** Two layers write one path and neither says that it overrides. */
  PATH_CONFLICT: { exit: 4 },
  /** A template wants to write outside the project. */
  PATH_ESCAPE: { exit: 4 },
  /** Two fragments of one structured file give different values for one key. */
  MERGE_CONFLICT: { exit: 4 },
  /** A template without a contract driver, or with one that cannot be loaded. */
  DRIVER_INVALID: { exit: 4 },
  /** This Node is older than the command or the project needs. */
  NODE_TOO_OLD: { exit: 5 },
  /** A program that the command needs is not installed: git, or the project's package manager. */
  PROGRAM_MISSING: { exit: 5 },
  /** The command does not run on this operating system. */
  SYSTEM_UNSUPPORTED: { exit: 5 },
  /** Installing the dependencies of a project failed. A new project is complete without them. */
  INSTALL_FAILED: { exit: 6 },
  /** A project that its contract driver cannot open, so that nothing was tried. */
  PROJECT_UNFIT: { exit: 7 },
  /** The user stopped the command. */
  INTERRUPTED: { exit: 130 },
} as const satisfies Record<string, { exit: number }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The exit code of an error that is a defect of Plinth, not of its input. */
export const INTERNAL_EXIT_CODE = 1;

/** The place in a template that an error is about. `line` counts from 1. */
export interface SourceLocation {
  readonly template: string;
  readonly file: string;
  readonly line?: number;
}

/** An error with a stable code, one line of cause, one line of what to do, and an exit code. */
export class PlinthError extends Error {
  override readonly name = 'PlinthError';
  readonly code: ErrorCode;
  /** What the user can do about it, one line. */
  readonly hint: string;
  readonly location: SourceLocation | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { hint: string; at?: SourceLocation | undefined; cause?: unknown },
  ) {
    super(options.at ? `${message} (${formatLocation(options.at)})` : message, {
      cause: options.cause,
    });
    this.code = code;
    this.hint = options.hint;
    this.location = options.at;
  }

  get exitCode(): number {
    return ERROR_CODES[this.code].exit;
  }

  /** The shape that `--json` prints. */
  toJSON(): { code: ErrorCode; message: string; hint: string; at?: SourceLocation } {
    const { code, message, hint, location } = this;
    return location ? { code, message, hint, at: location } : { code, message, hint };
  }
}

/** `template demo, files/src/app.ts.hbs:12` */
export function formatLocation(at: SourceLocation): string {
  const place = at.line === undefined ? at.file : `${at.file}:${at.line}`;
  return `template ${at.template}, ${place}`;
}
