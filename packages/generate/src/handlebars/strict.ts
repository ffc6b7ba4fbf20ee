/** Options for every compilation: no escaping, since nothing here is HTML, and no silent gaps. */
export const COMPILE_OPTIONS = {
  strict: true,
  noEscape: true,
  preventIndent: false,
  explicitPartialContext: false,
  knownHelpersOnly: true,
} as const;

/** The parts of a Handlebars syntax tree that are walked. */
export interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The line that a node of a syntax tree begins in. */
export function lineOf(node: SyntaxNode): number {
  const { start } = node['loc'] as { start: { line: number } };
  return start.line;
}

/** The name that a statement calls: a helper, a variable or a partial. */
export function nameOf(statement: SyntaxNode): string {
  const { original } = (statement['path'] ?? statement['name']) as { original?: unknown };
  return String(original);
}

/**
 * Makes the arguments of helpers as strict as plain mustaches.
 *
 * Handlebars in strict mode fails on `{{missing}}` but takes `{{#if missing}}` and `{{#each missing}}`
 * for false and empty, because only paths of mustaches are marked. Marking the others closes the gap.
 */
export function makeStrict(node: unknown): void {
  if (Array.isArray(node)) {
    for (const child of node) makeStrict(child);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, ...children } = node as SyntaxNode;
  if (type === 'PathExpression') {
    (node as { strict?: boolean }).strict = true;
    return;
  }
  for (const [key, child] of Object.entries(children)) {
    // The name of a helper is no variable.
    if (key === 'loc' || (key === 'path' && hasArguments(node as SyntaxNode))) continue;
    makeStrict(child);
  }
}

function hasArguments(node: SyntaxNode): boolean {
  const { params, hash, type } = node;
  return (
    type === 'SubExpression' ||
    type === 'BlockStatement' ||
    (Array.isArray(params) && params.length > 0) ||
    hash !== undefined
  );
}
