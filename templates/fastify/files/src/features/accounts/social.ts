import type { Config } from '../../config.ts';

export const socialProviderNames = ['github', 'google'] as const;

export type SocialProviderName = (typeof socialProviderNames)[number];

interface SocialProvider {
  clientId: string;
  clientSecret: string;
  requireEmailVerification: true;
}

/** The providers whose keys are set. */
export function socialProviders(
  config: Config,
): Partial<Record<SocialProviderName, SocialProvider>> {
  const github = provider(config.SOCIAL_GITHUB_CLIENT_ID, config.SOCIAL_GITHUB_CLIENT_SECRET);
  const google = provider(config.SOCIAL_GOOGLE_CLIENT_ID, config.SOCIAL_GOOGLE_CLIENT_SECRET);
  return { ...(github ? { github } : {}), ...(google ? { google } : {}) };
}

/** An address that the provider has not confirmed counts as little as one that was typed here. */
function provider(
  clientId: string | undefined,
  clientSecret: string | undefined,
): SocialProvider | undefined {
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return { clientId, clientSecret, requireEmailVerification: true };
}
