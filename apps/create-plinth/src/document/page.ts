/** A text for people that is printed in a terminal or written as Markdown. Every text is one paragraph. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'checklist'; readonly items: readonly string[] }
  | { readonly kind: 'command'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Page {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

export const text = (line: string): Block => ({ kind: 'text', text: line });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });

/** A section of one list, or none where the list is empty. */
export function listSection(title: string, items: readonly string[]): Section[] {
  return items.length === 0 ? [] : [{ title, blocks: [list(items)] }];
}
