import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import type { Channel } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { useNewChannel } from '../api/change-channel';
import { useChannelChecks } from './use-channel-checks';

interface Props {
  onMade: (channel: Channel) => void;
  onClose: () => void;
}

export function NewChannelDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation();
  const formId = useId();
  const checks = useChannelChecks();
  const make = useNewChannel();
  const { field, submit, problem } = useForm(
    { title: '', handle: '' },
    {
      title: checks.title,
      handle: (value) => (value === '' ? undefined : checks.handle(value)),
    },
  );
  const send = submit(async ({ title, handle }) => {
    const wish = { title: title.trim(), ...(handle !== '' && { handle }) };
    onMade(await make.mutateAsync(wish));
  });
  return (
    <Dialog
      title={t('channels.make')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look="primary" disabled={make.isPending}>
            {t('channels.make')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="flex flex-col gap-4 text-text">
        <Field label={t('channels.name')} maxLength={140} required {...field('title')} />
        <Field
          label={t('channels.handle')}
          hint={t('channels.newHandleHint')}
          maxLength={50}
          autoCapitalize="none"
          spellCheck={false}
          {...field('handle')}
        />
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}
