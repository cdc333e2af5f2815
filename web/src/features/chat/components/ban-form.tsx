import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { duration } from '@/lib/duration';
import { useForm } from '@/lib/use-form';

import { useBan } from '../api/bans';

const seconds = [600, 3600, 86_400, 604_800];

/** Keeps somebody from writing who need not be there. */
export function BanForm({ channelId }: { channelId: string }) {
  const { t, i18n } = useTranslation();
  const ban = useBan(channelId);
  const [withAddress, setWithAddress] = useState(false);
  const { field, submit, problem, reset, values } = useForm(
    { username: '', reason: '', seconds: '' },
    {
      username: (value) => (value.trim() === '' ? t('chat.bans.usernameMissing') : undefined),
      reason: () => undefined,
      seconds: () => undefined,
    },
  );
  const isForGood = values.seconds === '';
  const send = submit(async (wish) => {
    await ban.mutateAsync({
      username: wish.username.trim().replace(/^@/, ''),
      ...(wish.reason.trim() !== '' && { reason: wish.reason.trim() }),
      ...(wish.seconds === '' ? { withAddress } : { seconds: Number(wish.seconds) }),
    });
    reset({ ...values, username: '', reason: '' });
    setWithAddress(false);
  });
  return (
    <form
      noValidate
      onSubmit={send}
      className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_auto]"
    >
      <Field
        label={t('chat.bans.username')}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={51}
        {...field('username')}
      />
      <Field label={t('chat.bans.reason')} maxLength={200} {...field('reason')} />
      <Select
        label={t('chat.bans.for')}
        options={[
          { value: '', label: t('chat.bans.forever') },
          ...seconds.map((each) => ({
            value: String(each),
            label: duration(each, i18n.language),
          })),
        ]}
        {...field('seconds')}
      />
      <div className="sm:col-span-full lg:row-start-2">
        <Checkbox
          label={t('chat.bans.withAddress')}
          hint={t('chat.bans.withAddressHint')}
          checked={withAddress && isForGood}
          disabled={!isForGood}
          onChange={({ target }) => setWithAddress(target.checked)}
        />
      </div>
      <Button
        type="submit"
        look="danger"
        className="h-10! lg:col-start-4 lg:row-start-1 lg:mt-6"
        disabled={ban.isPending}
      >
        {t('chat.bans.ban')}
      </Button>
      <div className="sm:col-span-full empty:hidden">
        <Refusal problem={problem} />
      </div>
    </form>
  );
}
