import { useTranslation } from 'react-i18next';

import type { EmoteTier } from '@/lib/api-types';

/** For whom an emote is, in words. */
export function useTierLabel(): (tier: EmoteTier) => string {
  const { t } = useTranslation();
  return (tier) => {
    if (tier === 'everyone') return t('chat.emotesPage.everyone');
    const name = t(`subscriptions.tier.${tier}`);
    return tier === 'premium' ? name : t('chat.emotesPage.from', { tier: name });
  };
}
