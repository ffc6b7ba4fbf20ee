import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import { parseText } from './compile.ts';
import { lineOf, nameOf, type SyntaxNode } from './strict.ts';

/** How many conditionals one file may hold. More belong into layers or a derived flag. */
export const CONDITIONAL_BUDGET = 5;

const CONDITIONALS = new Set(['if', 'unless']);

/**
 * Holds a template to the conditional budget: at most five `#if` or `#unless` in a file, none inside
 * another, and no expression as their condition.
 *
 * @throws PlinthError TEMPLATE_INVALID with the line of the conditional that is too much
 */
export function checkBudget(text: string, at: SourceLocation): void {
  let count = 0;
  const fail = (node: SyntaxNode, message: string): never => {
    throw new PlinthError('TEMPLATE_INVALID', message, {
      at: { ...at, line: lineOf(node) },
      hint: 'Move the variants into layers, or name the condition as a flag in the manifest.',
    });
  };
  const walk = (node: unknown, inside: boolean): void => {
    if (Array.isArray(node)) {
      for (const child of node) walk(child, inside);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const statement = node as SyntaxNode;
    const conditional = statement.type === 'BlockStatement' && CONDITIONALS.has(nameOf(statement));
    if (conditional) {
      count += 1;
      if (inside) fail(statement, 'A conditional inside another');
      if (count > CONDITIONAL_BUDGET) {
        fail(statement, `More than ${CONDITIONAL_BUDGET} conditionals in one file`);
      }
      const [condition] = statement['params'] as SyntaxNode[];
      if (condition?.type !== 'PathExpression') fail(statement, 'An expression as a condition');
    }
    for (const [key, child] of Object.entries(statement)) {
      if (key !== 'loc') walk(child, inside || conditional);
    }
  };
  walk(parseText(text, at).body, false);
}
