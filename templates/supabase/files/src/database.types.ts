// The generated file lies beside the functions, which use it too: `db:types` writes it.
export type * from '../supabase/functions/_shared/database.types.ts';
