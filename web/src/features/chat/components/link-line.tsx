import { useTranslation } from 'react-i18next';

import { useLink } from '@/lib/use-link';

/** A thin line while the connection is sought again. */
export function LinkLine() {
  const { t } = useTranslation();
  const link = useLink();
  return (
    <p role="status" className="bg-warn/15 px-3 py-0.5 text-center text-xs text-warn empty:hidden">
      {link === 'lost' && t('chat.reconnecting')}
    </p>
  );
}
