import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CategoryChoice } from '@/components/ui/category-choice';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import type { Stream } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { useChangeStream } from '../api/save-stream';

/** What viewers read of the stream that is on air; it can be changed at any time. */
export function LiveDetails({ stream }: { stream: Stream }) {
  const { t } = useTranslation();
  const change = useChangeStream(stream.id);
  const [categories, setCategories] = useState(() => stream.categories.map(({ slug }) => slug));
  const { field, submit, problem } = useForm(
    { title: stream.title },
    { title: (value) => (value.trim() === '' ? t('schedule.titleMissing') : undefined) },
  );
  const send = submit(({ title }) => change.mutateAsync({ title: title.trim(), categories }));

  return (
    <Panel title={t('schedule.liveDetails')} lead={t('schedule.liveDetailsLead')}>
      <form noValidate onSubmit={send} className="flex flex-col gap-4">
        <Field label={t('schedule.streamTitle')} maxLength={140} {...field('title')} />
        <CategoryChoice chosen={categories} onChange={setCategories} />
        <Refusal problem={problem} />
        <div className="flex items-center gap-3">
          <Button type="submit" disabled={change.isPending}>
            {t(change.isPending ? 'common.saving' : 'common.save')}
          </Button>
          <span role="status" className="text-sm text-muted">
            {change.isSuccess && t('common.saved')}
          </span>
        </div>
      </form>
    </Panel>
  );
}
