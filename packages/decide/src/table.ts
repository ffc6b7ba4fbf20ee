import { compileNotes } from './engine/notes.ts';
import { compileTable } from './engine/table.ts';
import { REVISIT_WHEN } from './knowledge/revisit.ts';
import { SCORE_RULES } from './knowledge/rules/all.ts';
import { EXCLUSION_RULES } from './knowledge/rules/exclusions.ts';
import { WATCH_FOR } from './knowledge/watch-for.ts';

/** The knowledge base, compiled once. */
export const TABLE = compileTable(SCORE_RULES, EXCLUSION_RULES);
export const WATCH = compileNotes(WATCH_FOR);
export const REVISIT = compileNotes(REVISIT_WHEN);
