import { useTranslation } from 'react-i18next';

export function LiveBadge() {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center rounded-control bg-live px-2 text-xs leading-5 font-title text-on-live">
      {t('common.live')}
    </span>
  );
}
