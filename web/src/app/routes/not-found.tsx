import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';
import { useTitle } from '@/lib/use-title';

export function NotFound() {
  const { t } = useTranslation();
  useTitle(t('notFound.title'));
  return (
    <Message
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <Link to="/" className={buttonClass('primary')}>
          {t('notFound.home')}
        </Link>
      }
    />
  );
}
