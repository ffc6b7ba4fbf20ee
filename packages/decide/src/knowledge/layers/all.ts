import { auth, database } from './accounts-and-data.ts';
import { api, async } from './code.ts';
import { admin, caching, payments, search } from './further.ts';
import type { LayerRules } from './layer-rule.ts';
import { delivery, notifications, realtime, sync } from './reaching-people.ts';
import { hosting, observability, storage } from './running.ts';

export const LAYER_RULES: LayerRules = {
  auth,
  database,
  api,
  storage,
  async,
  hosting,
  observability,
  realtime,
  notifications,
  search,
  caching,
  payments,
  admin,
  delivery,
  sync,
};
