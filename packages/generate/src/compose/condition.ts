import type { Capability, Condition } from '@plinth/schema/condition';
import type { OptionValue } from '@plinth/schema/option';
import type { PackageManager } from '@plinth/schema/spec';
import type { SourcePath } from '../template/source-lines.ts';

/** What conditions are asked about. */
export interface Facts {
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly provides: ReadonlySet<Capability>;
  readonly packageManager: PackageManager;
  readonly pinNode: boolean;
}

/** Whether every key of the condition holds. An option that the composition lacks has no value. */
export function holds(condition: Condition, facts: Facts): boolean {
  const { option, provides, lacks, packageManager, pinNode, any } = condition;
  return (
    Object.entries(option ?? {}).every(([id, value]) => facts.options[id] === value) &&
    (provides ?? []).every((capability) => facts.provides.has(capability)) &&
    (lacks ?? []).every((capability) => !facts.provides.has(capability)) &&
    (packageManager === undefined || packageManager === facts.packageManager) &&
    (pinNode === undefined || pinNode === facts.pinNode) &&
    (any === undefined || any.some((member) => holds(member, facts)))
  );
}

/** A value that a condition asks an option for, and the keys inside the condition that lead to it. */
export interface OptionTest {
  readonly path: SourcePath;
  readonly id: string;
  readonly value: OptionValue;
}

export function optionTests({ option, any }: Condition, path: SourcePath): OptionTest[] {
  return [
    ...Object.entries(option ?? {}).map(([id, value]) => ({
      path: [...path, 'option', id],
      id,
      value,
    })),
    ...(any ?? []).flatMap((member, index) => optionTests(member, [...path, 'any', index])),
  ];
}
