import { useTranslation } from 'react-i18next';

type Check = (value: string) => string | undefined;

/** What is wrong with the name and the handle of a channel, if anything is. */
export function useChannelChecks(): { title: Check; handle: Check } {
  const { t } = useTranslation();
  return {
    title: (value) => (value.trim() === '' ? t('channels.titleMissing') : undefined),
    handle: (value) => (/^[a-z0-9_-]{3,50}$/i.test(value) ? undefined : t('channels.handleWrong')),
  };
}
