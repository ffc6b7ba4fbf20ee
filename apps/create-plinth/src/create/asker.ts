/** One entry of a list that a person chooses from. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** One entry of a prompt of the interview. */
export interface InterviewChoice extends Choice<string> {
  /** Id of the group that it stands in. */
  readonly group: string;
}

/** Entries of a prompt that belong together. */
export interface InterviewGroup {
  readonly id: string;
  /** Shown above its entries; null where the message of the prompt says it already. */
  readonly title: string | null;
  /** Whether at most one of its entries can be chosen. */
  readonly exclusive: boolean;
}

/** A prompt of the interview. */
export interface InterviewPrompt {
  readonly message: string;
  /** Shown when the person asks why. */
  readonly why: string;
  /** `one` entry of all, `each`: one of each group, `any`: as many as apply. */
  readonly take: 'one' | 'each' | 'any';
  readonly groups: readonly InterviewGroup[];
  /** In the order of their groups. */
  readonly choices: readonly InterviewChoice[];
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
  /** Not sure; of a prompt with several groups, about those without a choice. */
  | { readonly kind: 'unknown'; readonly values: readonly string[] }
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
  /** Shows a text between questions. */
  tell(message: string): void;
  interview(prompt: InterviewPrompt): Promise<Reply>;
}
