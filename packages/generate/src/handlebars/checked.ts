import { HelperError, type HelperCall } from './helpers.ts';
import type { SyntaxNode } from './strict.ts';

/** No template can call these: it could not write their names. */
const PRINTED = '(printed)';
const PARTIAL_NAME = '(partial name)';

/**
 * Puts a check around what a text prints and around the computed names of partials. Handlebars prints an
 * object as `[object Object]`, and does not say where a partial was missing.
 */
export function addChecks(node: unknown): void {
  if (Array.isArray(node)) {
    for (const child of node) addChecks(child);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const statement = node as SyntaxNode & Record<string, unknown>;
  for (const [key, child] of Object.entries(statement)) if (key !== 'loc') addChecks(child);
  if (statement.type === 'MustacheStatement') {
    Object.assign(statement, callOf(PRINTED, valueOf(statement), statement));
  } else if (statement.type === 'PartialStatement') {
    const name = statement['name'] as SyntaxNode;
    if (name.type === 'SubExpression') {
      statement['name'] = { ...name, ...callOf(PARTIAL_NAME, name, name) };
    }
  }
}

/** What `addChecks` calls while a text is rendered with these partials. */
export function checksFor(partials: object) {
  return {
    [PRINTED]: (value: unknown, call: HelperCall) => {
      if (typeof value !== 'object' || value === null) return value;
      const what = Array.isArray(value) ? 'A list' : 'An object';
      throw new HelperError(`${what} where a text is printed`, call);
    },
    [PARTIAL_NAME]: (name: unknown, call: HelperCall) => {
      if (Object.hasOwn(partials, String(name))) return name;
      throw new HelperError(`Unknown partial "${String(name)}"`, call);
    },
  };
}

/** Names of these helpers, for the compiler. */
export const CHECKS: readonly string[] = [PRINTED, PARTIAL_NAME];

function callOf(helper: string, value: SyntaxNode, { loc }: SyntaxNode) {
  const path = { type: 'PathExpression', original: helper, parts: [helper], depth: 0, data: false };
  return { path: { ...path, loc }, params: [value], hash: undefined };
}

/** What a statement prints, as an argument: the value alone, or the call of a helper. */
function valueOf({ path, params, hash, loc }: SyntaxNode): SyntaxNode {
  const isCall = (params as unknown[]).length > 0 || hash !== undefined;
  return isCall ? { type: 'SubExpression', path, params, hash, loc } : (path as SyntaxNode);
}
