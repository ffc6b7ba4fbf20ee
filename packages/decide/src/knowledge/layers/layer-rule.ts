import type { Hosting, LayerId, Shape } from '@plinth/schema/decision/recommendation';
import type { Condition } from '../condition.ts';
import type { Framework, Platform } from '../options.ts';
import type { FrameworkProducts, PlatformProducts } from './products.ts';

/** The name of a product: as it is, or the one of the option's platform or framework. */
export type Product =
  | string
  | { readonly platform: keyof PlatformProducts }
  | { readonly framework: keyof FrameworkProducts };

/**
 * One way to fill a layer. The first rule of a layer whose option, hosting and answers fit decides it; different
 * rules decide for different products, so that a change of the rule is a change of the layer.
 */
export interface LayerRule {
  readonly id: string;
  /** Any of these must hold; none given: always. */
  readonly when?: readonly Condition[];
  readonly on?: {
    readonly shape?: readonly Shape[];
    readonly platform?: readonly Platform[];
    readonly framework?: readonly Framework[];
    readonly hosting?: Hosting;
  };
  readonly kind: string;
  readonly choice: Product;
  /** `platform`: who sells the platform, or `self` where the team hosts it. */
  readonly vendor: string;
  readonly because: string;
  readonly runnerUp?: Product;
}

/** The rules of each layer in order. A base layer's last rule always holds; a further layer may have none that does. */
export type LayerRules = Readonly<Record<LayerId, readonly LayerRule[]>>;
