import { optionId } from '@plinth/decide/knowledge/options';
import { SCENARIOS } from '@plinth/decide/testing/documented';
import { type Margin, marginsOf } from '@plinth/decide/testing/margins';

/** The table of how far each scenario is from another result, and which single weight would change it. */
export function margins(): string {
  const rows = SCENARIOS.map((scenario) => ({ id: scenario.id, ...marginsOf(scenario) })).sort(
    (a, b) => (a.toWrong?.points ?? Infinity) - (b.toWrong?.points ?? Infinity),
  );
  return [
    '| scenario | recommended | points to another | points to a wrong one | the single weight that would do that |',
    '| --- | --- | ---: | ---: | --- |',
    ...rows.map(
      ({ id, option, toAnother, toWrong }) =>
        `| ${id} | \`${optionId(option)}\` | ${far(toAnother)} | ${far(toWrong)} | ${weight(toWrong)} |`,
    ),
  ].join('\n');
}

const far = (margin: Margin | undefined): string =>
  margin ? `${margin.points} (\`${optionId(margin.rival)}\`)` : 'none is left';

const weight = (margin: Margin | undefined): string => {
  if (!margin) return '';
  const { rule, target, from, to } = margin.nudge;
  return `\`${rule.id}\` for ${target}: ${from} → ${to}`;
};
