export * from './account.ts';
export * from './attachments.ts';
export * from './client.ts';
export type * from './database.types.ts';
export * from './exports.ts';
export * from './notes.ts';
export type { Cursor, Page, PageRequest } from './page.ts';
export type { Failure, Outcome, Result } from './result.ts';
