import {
  type Hosting,
  type Layer,
  LAYER_IDS,
  type LayerId,
  type Layers,
} from '@plinth/schema/decision/recommendation';
import { LAYER_RULES } from '../knowledge/layers/all.ts';
import type { LayerRule, Product } from '../knowledge/layers/layer-rule.ts';
import { FRAMEWORK_PRODUCTS, PLATFORM_PRODUCTS } from '../knowledge/layers/products.ts';
import { type Option, OPTIONS } from '../knowledge/options.ts';
import { type Atom, compileCondition, holds } from './atoms.ts';
import type { State } from './variables.ts';

interface CompiledLayerRule {
  readonly rule: LayerRule;
  /** Any of these must hold. */
  readonly conditions: readonly (readonly Atom[])[];
}

const COMPILED = LAYER_IDS.map((id) => ({
  id,
  rules: LAYER_RULES[id].map((rule) => ({
    rule,
    conditions: (rule.when ?? [{}]).map(compileCondition),
  })),
}));

function applies({ on = {} }: LayerRule, option: Option, hosting: Hosting): boolean {
  const { shape, platform, framework } = on;
  return (
    (shape?.includes(option.shape) ?? true) &&
    (platform === undefined || (option.platform !== null && platform.includes(option.platform))) &&
    (framework === undefined ||
      (option.framework !== null && framework.includes(option.framework))) &&
    (on.hosting === undefined || on.hosting === hosting)
  );
}

/** The rules of each layer that an option and a hosting leave, by option index and hosting. */
const cache = new Map<string, readonly { id: LayerId; rules: readonly CompiledLayerRule[] }[]>();

export function layerRulesFor(
  option: number,
  hosting: Hosting,
): readonly { id: LayerId; rules: readonly CompiledLayerRule[] }[] {
  const key = `${option} ${hosting}`;
  const known = cache.get(key);
  if (known) return known;
  const of = OPTIONS[option];
  const rules = COMPILED.map(({ id, rules: all }) => ({
    id,
    rules: of ? all.filter(({ rule }) => applies(rule, of, hosting)) : [],
  }));
  cache.set(key, rules);
  return rules;
}

/** The rule that decides a layer, or undefined where the layer is not called for. */
export const decidingRule = (
  rules: readonly CompiledLayerRule[],
  state: State,
): LayerRule | undefined =>
  rules.find(({ conditions }) => conditions.some((atoms) => holds(atoms, state)))?.rule;

function productName(product: Product, { platform, framework }: Option): string {
  if (typeof product === 'string') return product;
  if ('platform' in product) return platform ? PLATFORM_PRODUCTS[platform][product.platform] : '';
  return framework ? FRAMEWORK_PRODUCTS[framework][product.framework] : '';
}

/** The layer that a rule decides for, in the words of the option. */
export function layerOf(rule: LayerRule, option: Option, hosting: Hosting): Layer {
  const { platform } = option;
  const platformVendor =
    hosting === 'managed' && platform ? PLATFORM_PRODUCTS[platform].vendor : 'self';
  const runnerUp = rule.runnerUp === undefined ? undefined : productName(rule.runnerUp, option);
  return {
    kind: rule.kind,
    choice: productName(rule.choice, option),
    vendor: rule.vendor === 'platform' ? platformVendor : rule.vendor,
    because: rule.because,
    ...(runnerUp ? { runnerUp } : {}),
  };
}

/** All layers of an option that the answers call for. */
export function layersOf(optionIndex: number, hosting: Hosting, state: State): Layers {
  const option = OPTIONS[optionIndex];
  if (!option) return {};
  const entries = layerRulesFor(optionIndex, hosting).flatMap(({ id, rules }) => {
    const rule = decidingRule(rules, state);
    return rule ? [[id, layerOf(rule, option, hosting)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** How many different vendors, other than the team itself, stand behind layers. */
export const vendorCount = (layers: Layers): number =>
  new Set(Object.values(layers).flatMap(({ vendor }) => (vendor === 'self' ? [] : [vendor]))).size;
