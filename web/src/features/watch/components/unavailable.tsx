import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { Message } from '@/components/ui/message';

type Kind = 'notFound' | 'noStream';

/** There is nothing to watch at this address. */
export function Unavailable({ kind }: { kind: Kind }) {
  const { t } = useTranslation();
  return (
    <Message
      title={t(`watch.${kind}Title`)}
      text={t(`watch.${kind}Text`)}
      action={
        <Link to="/" className={buttonClass('primary')}>
          {t('watch.home')}
        </Link>
      }
    />
  );
}
