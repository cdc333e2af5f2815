import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { useTitle } from '@/lib/use-title';

export function Forbidden() {
  const { t } = useTranslation();
  useTitle(t('forbidden.title'));
  return (
    <Message
      title={t('forbidden.title')}
      text={t('forbidden.text')}
      action={
        <Link to="/" className={buttonClass('primary')}>
          {t('notFound.home')}
        </Link>
      }
    />
  );
}
