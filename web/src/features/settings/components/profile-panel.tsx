import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import { TextArea } from '@/components/ui/text-area';
import type { User } from '@/lib/api-types';
import { useAccountChecks } from '@/lib/use-account-checks';
import { useForm } from '@/lib/use-form';

import { useUpdateProfile } from '../api/me';
import { Saved } from './saved';

const displayNameMax = 50;
const bioMax = 500;

/** How a person is called here, and what the person says of themselves. */
export function ProfilePanel({ user }: { user: User }) {
  const { t } = useTranslation();
  const checks = useAccountChecks();
  const update = useUpdateProfile();
  const { field, submit, reset, problem } = useForm(
    { displayName: user.displayName, username: user.username, bio: user.bio },
    {
      displayName: (value) => {
        const { length } = value.trim();
        return length > 0 && length <= displayNameMax ? undefined : t('settings.nameLength');
      },
      username: checks.username,
      bio: (value) => (value.length > bioMax ? t('settings.bioLength') : undefined),
    },
  );
  const save = submit(async (profile) => {
    const { displayName, username, bio } = await update.mutateAsync(profile);
    reset({ displayName, username, bio });
  });

  return (
    <Panel title={t('settings.profileTitle')}>
      <form noValidate onSubmit={save} className="flex flex-col gap-4">
        <Field
          label={t('settings.displayName')}
          autoComplete="name"
          required
          {...field('displayName')}
        />
        <Field
          label={t('accounts.username')}
          hint={t('settings.usernameHint')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          {...field('username')}
        />
        <TextArea label={t('settings.bio')} hint={t('settings.bioHint')} {...field('bio')} />
        <Refusal problem={problem} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={update.isPending}>
            {t('settings.save')}
          </Button>
          <Saved text={update.isSuccess && t('settings.saved')} />
        </div>
      </form>
    </Panel>
  );
}
