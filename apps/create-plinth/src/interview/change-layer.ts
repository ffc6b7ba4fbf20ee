import type { OptionValue } from '@plinth/schema/option';
import { askOption } from '../create/ask-option.ts';
import type { Asker } from '../create/asker.ts';
import type { Stack } from '../decide/decision.ts';
import type { Buildable } from '../decide/scaffold.ts';
import { LAYER_TITLES } from '../decide/words.ts';

/** Lets a person choose among the ways in which a template can do a backend layer. */
export async function changeLayer(
  asker: Asker,
  buildable: Buildable,
  stack: Stack,
  chosen: Readonly<Record<string, OptionValue>>,
): Promise<Record<string, OptionValue>> {
  const changeable = buildable.layerOptions(stack);
  const id = await asker.select(
    'Which layer?',
    changeable.map(({ option, layers }) => ({
      value: option.id,
      label: layers.map((layer) => LAYER_TITLES[layer]).join(', '),
      hint: option.about,
    })),
  );
  const option = changeable.find((each) => each.option.id === id)?.option;
  return option ? { [id]: await askOption(asker, option, chosen[id]) } : {};
}
