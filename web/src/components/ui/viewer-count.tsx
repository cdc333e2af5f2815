import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { exactCount, roundedCount } from '@/lib/counts';

export function ViewerCount({ count }: { count: number }) {
  const { t, i18n } = useTranslation();
  const exact = t('common.viewers', { count, exact: exactCount(count, i18n.language) });
  return (
    <span className="inline-flex items-center gap-1 tabular-nums" title={exact}>
      <Eye size={16} aria-hidden />
      <span aria-hidden>{roundedCount(count, i18n.language)}</span>
      <span className="sr-only">{exact}</span>
    </span>
  );
}
