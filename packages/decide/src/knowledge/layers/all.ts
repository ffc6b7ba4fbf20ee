import { BASE_LAYER_RULES } from './base.ts';
import { FURTHER_LAYER_RULES } from './further.ts';
import type { LayerRules } from './layer-rule.ts';

export const LAYER_RULES: LayerRules = { ...BASE_LAYER_RULES, ...FURTHER_LAYER_RULES };
