import { useTranslation } from 'react-i18next';

import type { Storage } from '@/lib/api-types';
import { bytes } from '@/lib/bytes';

/** What may be uploaded, said before somebody tries. */
export function Limits({ storage }: { storage: Storage | undefined }) {
  const { t, i18n } = useTranslation();
  const size = (count: number) => bytes(count, i18n.language);
  if (storage === undefined) return <p className="text-sm text-muted">{t('upload.kinds')}</p>;
  const { usedBytes, quotaBytes, sizeMaxBytes } = storage;
  const free = Math.max(0, quotaBytes - usedBytes);
  return (
    <p className="text-sm text-muted">
      {t('upload.kinds')} {t('upload.limits', { max: size(sizeMaxBytes) })}{' '}
      <span className={free === 0 ? 'text-danger' : undefined}>
        {t('upload.free', { free: size(free), quota: size(quotaBytes) })}
      </span>
    </p>
  );
}
