import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CategoryChoice } from '@/components/ui/category-choice';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { TextArea } from '@/components/ui/text-area';
import type { NewStream, Stream } from '@/lib/api-types';
import { fromLocalInput, toLocalInput } from '@/lib/local-time';
import { useForm } from '@/lib/use-form';

import { useChangeStream, usePlanStream } from '../api/save-stream';

const visibilities = ['public', 'unlisted', 'private'] as const;
const audiences = ['everyone', 'followers', 'subscribers'] as const;

interface Props {
  channelId: string;
  /** Null: a new one. */
  stream: Stream | null;
  onClose: () => void;
}

/** Plans a stream, or changes what is planned, on air or over. */
export function StreamDialog({ channelId, stream, onClose }: Props) {
  const { t } = useTranslation();
  const formId = useId();
  const plan = usePlanStream(channelId);
  const change = useChangeStream(stream?.id ?? '');
  const isPending = plan.isPending || change.isPending;
  const [categories, setCategories] = useState(
    () => stream?.categories.map(({ slug }) => slug) ?? [],
  );
  const fine = () => undefined;
  const { field, submit, problem } = useForm(
    {
      title: stream?.title ?? '',
      description: stream?.description ?? '',
      scheduledAt: toLocalInput(stream?.scheduledAt ?? null),
      visibility: stream?.visibility ?? 'public',
      audience: stream?.audience ?? 'everyone',
    },
    {
      title: (value) => (value.trim() === '' ? t('schedule.titleMissing') : undefined),
      description: fine,
      scheduledAt: fine,
      visibility: fine,
      audience: fine,
    },
  );
  const send = submit(async ({ title, description, scheduledAt, visibility, audience }) => {
    const wish: NewStream = {
      title: title.trim(),
      description,
      visibility: visibility,
      audience: audience,
      categories,
      ...(isTimed(stream) && { scheduledAt: fromLocalInput(scheduledAt) }),
    };
    await (stream === null ? plan.mutateAsync(wish) : change.mutateAsync(wish));
    onClose();
  });

  return (
    <Dialog
      title={t(stream === null ? 'schedule.planTitle' : 'schedule.editTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look="primary" disabled={isPending}>
            {t(isPending ? 'common.saving' : stream === null ? 'schedule.plan' : 'common.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={send}
        className="flex flex-col gap-4 text-left text-text"
      >
        <Field label={t('schedule.streamTitle')} maxLength={140} required {...field('title')} />
        <TextArea label={t('schedule.description')} maxLength={5000} {...field('description')} />
        {isTimed(stream) && (
          <Field
            label={t('schedule.scheduledAt')}
            hint={t('schedule.scheduledAtHint')}
            type="datetime-local"
            {...field('scheduledAt')}
          />
        )}
        <Select
          label={t('schedule.visibility')}
          options={visibilities.map((value) => ({ value, label: t(`schedule.visible.${value}`) }))}
          {...field('visibility')}
        />
        <Select
          label={t('schedule.audience')}
          options={audiences.map((value) => ({ value, label: t(`schedule.for.${value}`) }))}
          {...field('audience')}
        />
        <CategoryChoice chosen={categories} onChange={setCategories} />
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}

/** Only what has not begun has a time to begin. */
const isTimed = (stream: Stream | null): boolean =>
  stream === null || stream.status === 'scheduled';
