/** From the least to the most. */
export const tiers = ['basic', 'pro', 'premium'] as const;
