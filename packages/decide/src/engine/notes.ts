import type { Hosting } from '@plinth/schema/decision/recommendation';
import type { NoteCase, NoteRule } from '../knowledge/note-rule.ts';
import type { Option } from '../knowledge/options.ts';
import { type Atom, compileCondition, holds } from './atoms.ts';
import type { State } from './variables.ts';

export interface CompiledNote {
  readonly rule: NoteRule;
  readonly cases: readonly { readonly of: NoteCase; readonly atoms: readonly Atom[] }[];
}

export const compileNotes = (rules: readonly NoteRule[]): readonly CompiledNote[] =>
  rules.map((rule) => ({
    rule,
    cases: rule.cases.map((of) => ({ of, atoms: compileCondition(of.when ?? {}) })),
  }));

/** The cases that the recommended option, its hosting and its vendors leave. */
export const casesFor = (
  note: CompiledNote,
  option: Option,
  hosting: Hosting,
  vendors: number,
): readonly (readonly Atom[])[] =>
  note.cases.filter(({ of }) => appliesTo(of, option, hosting, vendors)).map(({ atoms }) => atoms);

function appliesTo(of: NoteCase, option: Option, hosting: Hosting, vendors: number): boolean {
  const { shape, platform, framework } = of;
  return (
    (shape?.includes(option.shape) ?? true) &&
    (platform === undefined || (option.platform !== null && platform.includes(option.platform))) &&
    (framework === undefined ||
      (option.framework !== null && framework.includes(option.framework))) &&
    (of.hosting === undefined || of.hosting === hosting) &&
    (of.vendors === undefined || vendors >= of.vendors)
  );
}

/** The notes that go with a recommendation, in the order of the rules. */
export const notesOf = (
  notes: readonly CompiledNote[],
  option: Option,
  hosting: Hosting,
  vendors: number,
  state: State,
): readonly NoteRule[] =>
  notes
    .filter((note) => casesFor(note, option, hosting, vendors).some((atoms) => holds(atoms, state)))
    .map(({ rule }) => rule);
