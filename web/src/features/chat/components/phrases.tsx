import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { Table } from '@/components/ui/table';
import type { Phrase } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { useChangeChatSettings } from '../api/settings';

const actions = ['block', 'hold'] as const;

interface Props {
  channelId: string;
  phrases: Phrase[];
}

/** What is not to be said. */
export function Phrases({ channelId, phrases }: Props) {
  const { t } = useTranslation();
  const change = useChangeChatSettings(channelId);
  const keep = (kept: Phrase[]) => change.mutateAsync({ phrases: kept });
  const { field, submit, problem, reset } = useForm(
    { phrases: '', action: 'block' },
    {
      phrases: (value) => {
        const words = value.trim().toLowerCase();
        if (words === '') return t('chat.words.missing');
        const isKnown = phrases.some(({ text }) => text.toLowerCase() === words);
        return isKnown ? t('chat.words.known') : undefined;
      },
      action: () => undefined,
    },
  );
  const add = submit(async (wish) => {
    const action = actions.find((each) => each === wish.action) ?? 'block';
    await keep([...phrases, { text: wish.phrases.trim(), action }]);
    reset();
  });

  return (
    <>
      <form
        noValidate
        onSubmit={add}
        className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]"
      >
        <Field label={t('chat.words.word')} maxLength={60} {...field('phrases')} />
        <Select
          label={t('chat.words.action')}
          options={actions.map((value) => ({ value, label: t(`chat.words.${value}`) }))}
          {...field('action')}
        />
        <Button type="submit" look="primary" className="h-10! sm:mt-6" disabled={change.isPending}>
          {t('chat.words.add')}
        </Button>
      </form>
      <Refusal problem={problem ?? (change.isError ? change.error : null)} />
      {phrases.length === 0 ? (
        <p className="text-sm text-muted">{t('chat.words.none')}</p>
      ) : (
        <Table
          label={t('chat.words.title')}
          rows={phrases}
          keyOf={({ text }) => text}
          columns={[
            { title: t('chat.words.word'), cell: ({ text }) => <bdi>{text}</bdi> },
            {
              title: t('chat.words.action'),
              cell: ({ action }) => t(`chat.words.${action}`),
            },
            {
              title: t('schedule.acts'),
              isNumber: true,
              cell: ({ text }) => (
                <Button
                  aria-label={t('chat.words.removeNamed', { text })}
                  disabled={change.isPending}
                  onClick={() =>
                    change.mutate({ phrases: phrases.filter((each) => each.text !== text) })
                  }
                >
                  {t('chat.words.remove')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
