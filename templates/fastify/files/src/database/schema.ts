export * from '../features/accounts/schema.ts';
export * from '../features/attachments/schema.ts';
export * from '../features/audit/schema.ts';
export * from '../features/exports/schema.ts';
export * from '../features/idempotency/schema.ts';
export * from '../features/notes/schema.ts';
export * from '../features/webhooks/schema.ts';
