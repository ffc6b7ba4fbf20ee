import { Ajv2020 } from 'ajv/dist/2020.js';

import type { Description, Operation } from './description.ts';
import type { WireAnswer } from './send.ts';

/** Gives what is wrong with an answer, if anything is: it has to be one that is described. */
export function createFaultFinder(description: Description) {
  // Formats come with a pattern that says the same.
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(description, 'description');

  function schemaFault({ path, method }: Operation, answer: WireAnswer): string | undefined {
    const steps = ['paths', path, method.toLowerCase(), 'responses', String(answer.status)];
    const pointer = [...steps, 'content', answer.contentType, 'schema']
      .map(escapePointer)
      .join('/');
    const validate = ajv.getSchema(`description#/${pointer}`);
    if (!validate) throw new Error(`No schema at ${pointer}`);
    if (validate(JSON.parse(answer.body.toString()))) return undefined;
    return `the body does not match the schema: ${ajv.errorsText(validate.errors)}`;
  }

  return (operation: Operation, answer: WireAnswer): string | undefined => {
    const { status, contentType, body } = answer;
    if (status >= 500) return `status ${status}`;
    const described = operation.responses[status];
    if (!described) return `status ${status} is not described`;
    const types = Object.keys(described.content ?? {});
    if (types.length === 0) return body.length === 0 ? undefined : 'a body where none is described';
    if (!types.includes(contentType)) return `content type ${contentType} is not described`;
    if (status >= 400 && contentType !== 'application/problem+json') return 'no problem details';
    if (!contentType.endsWith('json')) return undefined;
    return schemaFault(operation, answer);
  };
}

function escapePointer(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
