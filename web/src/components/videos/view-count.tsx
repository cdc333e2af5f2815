import { useTranslation } from 'react-i18next';

import { exactCount, roundedCount } from '@/lib/counts';

/** How often a video was watched: rounded for people, exact on hover. */
export function ViewCount({ count }: { count: number }) {
  const { t, i18n } = useTranslation();
  return (
    <span
      className="tabular-nums"
      title={t('watch.views', { count, shown: exactCount(count, i18n.language) })}
    >
      {t('watch.views', { count, shown: roundedCount(count, i18n.language) })}
    </span>
  );
}
