import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Message } from '@/components/ui/message';

/** What is left when a page has thrown, or when its code is gone after the server was updated: a reload helps both. */
export function CrashPage() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <Message
        title={t('crash.title')}
        text={t('crash.text')}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            {t('common.reload')}
          </Button>
        }
      />
    </div>
  );
}
