import { PlinthError, type SourceLocation } from '@plinth/schema/errors';
import { parseText } from './compile.ts';
import { HELPERS } from './helpers.ts';
import { lineOf, nameOf, type SyntaxNode } from './strict.ts';

/** What Handlebars hands to a partial that is called as a block. */
const PARTIAL_BLOCK = '@partial-block';

/**
 * Refuses what Handlebars would take in silence: a partial that does not exist, and syntax in which a wrong
 * name gives empty text.
 *
 * @param partials names of the partials that the text may call
 * @throws PlinthError TEMPLATE_INVALID with the line of the first such statement
 */
export function checkStatements(
  text: string,
  at: SourceLocation,
  partials: ReadonlySet<string>,
): void {
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const child of node) walk(child);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const statement = node as SyntaxNode;
    const fault = faultOf(statement, partials);
    if (fault) {
      throw new PlinthError('TEMPLATE_INVALID', fault.message, {
        at: { ...at, line: lineOf(statement) },
        hint: fault.hint,
      });
    }
    for (const [key, child] of Object.entries(statement)) if (key !== 'loc') walk(child);
  };
  walk(parseText(text, at).body);
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

function faultOf(statement: SyntaxNode, partials: ReadonlySet<string>): Fault | undefined {
  switch (statement.type) {
    case 'PartialStatement':
    case 'PartialBlockStatement':
      return partialFault(statement, partials);
    case 'Decorator':
    case 'DecoratorBlock':
      return {
        message: `A decorator "${nameOf(statement)}"`,
        hint: 'There are none; a partial of its own is a file in partials/.',
      };
    case 'BlockStatement':
      return blockFault(statement);
    default:
      return undefined;
  }
}

function blockFault(statement: SyntaxNode): Fault | undefined {
  const name = nameOf(statement);
  if (Object.hasOwn(HELPERS, name)) {
    return { message: `"${name}" is not a block`, hint: `Write {{${name} …}}.` };
  }
  const bodies = [statement['program'], statement['inverse']] as ({
    blockParams?: unknown[];
  } | null)[];
  if (!bodies.some((body) => (body?.blockParams ?? []).length > 0)) return undefined;
  return {
    message: 'Block parameters: a wrong name behind one would give nothing',
    hint: 'Name the item as "this", and what is around it with "../".',
  };
}

function partialFault(statement: SyntaxNode, partials: ReadonlySet<string>): Fault | undefined {
  const isBlock = statement.type === 'PartialBlockStatement';
  if ((statement['name'] as SyntaxNode).type === 'SubExpression') {
    return isBlock
      ? {
          message: 'A partial called as a block under a computed name',
          hint: 'Name the partial outright: the block would stand for one that is missing.',
        }
      : undefined;
  }
  const name = nameOf(statement);
  if (partials.has(name) || name === PARTIAL_BLOCK) return undefined;
  return {
    message: `Unknown partial "${name}"`,
    hint: 'Partials live in partials/ of the template or of a part that it uses.',
  };
}
