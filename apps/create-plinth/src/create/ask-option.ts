import type { Option, OptionValue } from '@plinth/schema/option';
import type { Asker } from './asker.ts';

/** Asks for an option of a template; at first its default is highlighted, or what was chosen before. */
export function askOption(
  asker: Asker,
  option: Option,
  before: OptionValue = option.default,
): Promise<OptionValue> {
  return option.type === 'switch'
    ? asker.confirm(option.about, before === true)
    : asker.select(
        option.about,
        option.choices.map(({ value, label, hint }) =>
          hint === undefined ? { value, label } : { value, label, hint },
        ),
        String(before),
      );
}
