import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { PasswordField } from '@/components/ui/password-field';
import { Refusal } from '@/components/ui/refusal';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useUpdateProfile } from '../api/me';

interface Props {
  current: string;
  onClose: () => void;
}

/** Another address. Who has that can ask for a new password, so the present one is asked for. */
export function EmailForm({ current, onClose }: Props) {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const update = useUpdateProfile();
  const { field, submit, problem } = useForm(
    { email: current, currentPassword: '' },
    { email: checks.email, currentPassword: checks.password },
  );
  const save = submit(async ({ email, currentPassword }) => {
    await update.mutateAsync({ email: email.trim(), currentPassword });
    onClose();
  });

  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-4">
      <Field
        autoFocus
        label={t('settings.newEmail')}
        hint={t('settings.newEmailHint')}
        type="email"
        inputMode="email"
        autoComplete="email"
        required
        {...field('email')}
      />
      <PasswordField
        label={t('settings.currentPassword')}
        autoComplete="current-password"
        {...field('currentPassword')}
      />
      <Refusal problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={update.isPending}>
          {t('settings.saveEmail')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </div>
    </form>
  );
}
