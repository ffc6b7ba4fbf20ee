/** A page of a list, newest first, and where the next one begins. */
export interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: Cursor | null;
}

/** The last row of a page: rows that are added later do not move the next one. */
export interface Cursor {
  readonly createdAt: string;
  readonly id: string;
}

export interface PageRequest {
  /** 1 to 100. */
  readonly limit?: number;
  readonly after?: Cursor | null;
}

/** As `max_rows` in supabase/config.toml. */
const maxLimit = 100;

export function limitOf({ limit = 20 }: PageRequest): number {
  return Math.min(Math.max(Math.trunc(limit), 1), maxLimit);
}

/** A page from the rows that were found; after a full one there may be another. */
export function pageOf<Row extends { readonly created_at: string; readonly id: string }>(
  rows: readonly Row[],
  limit: number,
): Page<Row> {
  const last = rows.at(-1);
  const isEnd = rows.length < limit || last === undefined;
  return { items: rows, nextCursor: isEnd ? null : { createdAt: last.created_at, id: last.id } };
}
