/** One entry of a list that a person chooses from. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** A prompt of the interview: one choice, or a checklist. */
export interface InterviewPrompt {
  readonly message: string;
  /** Shown when the person asks why. */
  readonly why: string;
  readonly choices: readonly Choice<string>[];
  /** Whether any number of choices may be taken; otherwise exactly one is. */
  readonly many: boolean;
  /** What was chosen before, when the person comes back. */
  readonly chosen: readonly string[];
  /** Whether there is an earlier prompt to go back to. */
  readonly canGoBack: boolean;
  /** Whether the person may end the interview here. */
  readonly canFinish: boolean;
}

/** What a person did at a prompt of the interview. */
export type Reply =
  | { readonly kind: 'chosen'; readonly values: readonly string[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'back' }
  | { readonly kind: 'finish' };

/** The ways in which a person is asked. Every one of them throws INTERRUPTED when they leave. */
export interface Asker {
  text(question: {
    readonly message: string;
    readonly placeholder: string;
    /** A reason to refuse the answer, or undefined. */
    readonly validate: (answer: string) => string | undefined;
  }): Promise<string>;
  select<T extends string>(message: string, choices: readonly Choice<T>[], initial?: T): Promise<T>;
  confirm(message: string, initial: boolean): Promise<boolean>;
  interview(prompt: InterviewPrompt): Promise<Reply>;
}
