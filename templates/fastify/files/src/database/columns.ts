import { timestamp, uuid } from 'drizzle-orm/pg-core';

import { uuidv7 } from '../shared/uuid.ts';

/** Milliseconds, as JavaScript has them: a time survives the way to the client and back. */
export const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true });

export const id = () => uuid('id').primaryKey().$defaultFn(uuidv7);
