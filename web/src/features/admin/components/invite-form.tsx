import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { useForm } from '@/lib/use-form';

import type { useInvite } from '../api/invites';

/** For one person by e-mail, or a link for so many. */
export function InviteForm({ invite }: { invite: ReturnType<typeof useInvite> }) {
  const { t } = useTranslation();
  const { field, submit, problem, reset } = useForm(
    { email: '', uses: '1' },
    {
      email: (value) =>
        value === '' || /^[^\s@]+@[^\s@]+$/.test(value.trim())
          ? undefined
          : t('accounts.emailInvalid'),
      uses: (value) => (/^[1-9]\d*$/.test(value) ? undefined : t('admin.invites.usesWrong')),
    },
  );
  const send = submit(async ({ email, uses }) => {
    await invite.mutateAsync({
      uses: Number(uses),
      ...(email.trim() !== '' && { email: email.trim() }),
    });
    reset();
  });
  return (
    <form noValidate onSubmit={send} className="flex max-w-xl flex-col gap-4">
      <Field
        label={t('accounts.email')}
        hint={t('admin.invites.emailHint')}
        type="email"
        {...field('email')}
      />
      <Field label={t('admin.invites.uses')} inputMode="numeric" {...field('uses')} />
      <Refusal problem={problem} />
      <Button type="submit" look="primary" className="self-start" disabled={invite.isPending}>
        {t('admin.invites.make')}
      </Button>
    </form>
  );
}
