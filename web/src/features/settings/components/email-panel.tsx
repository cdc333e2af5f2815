import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import type { User } from '@/lib/api-types';

import { useSendVerification } from '../api/me';
import { EmailForm } from './email-form';
import { Saved } from './saved';

/** The address, whether it is proved, and the way to another one. */
export function EmailPanel({ user }: { user: User }) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const send = useSendVerification();
  const verified = user.emailVerified === true;

  if (changing) {
    return (
      <Panel title={t('accounts.email')}>
        <EmailForm current={user.email ?? ''} onClose={() => setChanging(false)} />
      </Panel>
    );
  }
  return (
    <Panel title={t('accounts.email')} lead={t('settings.emailLead')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 text-base">
          {user.email}
          <span className={`block text-sm ${verified ? 'text-muted' : 'text-warn'}`}>
            {t(verified ? 'settings.verified' : 'settings.notVerified')}
          </span>
        </p>
        <div className="flex flex-wrap gap-2">
          {!verified && !send.isSuccess && (
            <Button disabled={send.isPending} onClick={() => send.mutate()}>
              {t('settings.sendVerification')}
            </Button>
          )}
          <Button onClick={() => setChanging(true)}>{t('settings.changeEmail')}</Button>
        </div>
      </div>
      <Saved text={send.isSuccess && !verified && t('settings.verificationSent')} />
      <Refusal problem={send.error} />
    </Panel>
  );
}
