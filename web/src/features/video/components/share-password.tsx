import { useTranslation } from 'react-i18next';

import { NarrowPage } from '@/components/layouts/narrow-page';
import { Button } from '@/components/ui/button';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import type { Problem } from '@/lib/problem';
import { useForm } from '@/lib/use-form';
import { useTitle } from '@/lib/use-title';

interface Props {
  /** Why the last one did not open it. */
  problem: Problem | null;
  isPending: boolean;
  onPassword: (password: string) => void;
}

/** Asks for the password of a share link. */
export function SharePassword({ problem, isPending, onPassword }: Props) {
  const { t } = useTranslation();
  useTitle(t('video.sharedTitle'));
  const { field, submit } = useForm(
    { password: '' },
    { password: (value) => (value === '' ? t('accounts.passwordMissing') : undefined) },
  );
  const send = submit(({ password }) => {
    onPassword(password);
    return Promise.resolve();
  });
  return (
    <NarrowPage title={t('video.sharedTitle')} lead={t('video.sharedLead')}>
      <form noValidate onSubmit={send} className="flex flex-col gap-4">
        <PasswordField autoComplete="off" {...field('password')} />
        <Refusal problem={problem} />
        <Button type="submit" look="primary" disabled={isPending}>
          {t('video.openShared')}
        </Button>
      </form>
    </NarrowPage>
  );
}
