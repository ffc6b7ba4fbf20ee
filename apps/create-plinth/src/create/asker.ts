/** One entry of a list that a person chooses from. */
export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

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
}
