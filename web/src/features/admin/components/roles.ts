/** From the least to the most power. */
export const roles = ['user', 'moderator', 'admin'] as const;
