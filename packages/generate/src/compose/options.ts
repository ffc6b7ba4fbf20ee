import { PlinthError } from '@plinth/schema/errors';
import type { Option, OptionValue } from '@plinth/schema/option';
import { locateEntry, type Template } from '../template/template.ts';
import { didYouMean } from '@plinth/schema/nearest';

/** The options that a composition has, each once. Templates may share an option of the same shape. */
export function optionsOf(templates: readonly Template[]): Option[] {
  const options = new Map<string, Option>();
  for (const template of templates) {
    for (const [index, option] of template.manifest.options.entries()) {
      const known = options.get(option.id);
      if (known && JSON.stringify(known) !== JSON.stringify(option)) {
        throw new PlinthError(
          'MANIFEST_INVALID',
          `Two templates declare option "${option.id}" differently`,
          {
            at: locateEntry(template, 'options', index),
            hint: 'Give one of them another id.',
          },
        );
      }
      options.set(option.id, option);
    }
  }
  return [...options.values()];
}

/**
 * The value of every option: the given one, else its default.
 *
 * @throws PlinthError OPTION_INVALID for an unknown option or a value that it does not take
 */
export function resolveOptions(
  options: readonly Option[],
  given: Readonly<Record<string, OptionValue>>,
): Record<string, OptionValue> {
  const ids = options.map(({ id }) => id);
  for (const id of Object.keys(given)) {
    if (ids.includes(id)) continue;
    throw new PlinthError('OPTION_INVALID', `No option "${id}"${didYouMean(id, ids)}`, {
      hint: ids.length > 0 ? `Options: ${ids.join(', ')}.` : 'This stack has no options.',
    });
  }
  return Object.fromEntries(
    options.map((option) => [option.id, valueOf(option, given[option.id] ?? option.default)]),
  );
}

function valueOf(option: Option, value: OptionValue): OptionValue {
  if (option.type === 'switch') {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'yes' || value === 'on') return true;
    if (value === 'false' || value === 'no' || value === 'off') return false;
    throw new PlinthError('OPTION_INVALID', `Option "${option.id}" does not take "${value}"`, {
      hint: 'Give yes or no.',
    });
  }
  const values = option.choices.map((choice) => choice.value);
  if (typeof value === 'string' && values.includes(value)) return value;
  throw new PlinthError(
    'OPTION_INVALID',
    `Option "${option.id}" does not take "${value}"${didYouMean(String(value), values)}`,
    { hint: `Give one of: ${values.join(', ')}.` },
  );
}

/** Every value that an option can have. */
export function valuesOf(option: Option): OptionValue[] {
  return option.type === 'switch' ? [true, false] : option.choices.map(({ value }) => value);
}
