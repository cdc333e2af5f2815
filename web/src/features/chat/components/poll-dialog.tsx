import { useMutation } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { duration } from '@/lib/duration';
import { useForm } from '@/lib/use-form';

import { useRoom } from '../hooks/use-room';

const optionsMax = 10;
const lasting = [60, 180, 300, 600, 1800];
const nameOf = (i: number) => `option${i + 1}`;
const start = Object.fromEntries([
  ...Array.from({ length: optionsMax }, (_, i) => [nameOf(i), '']),
  ['question', ''],
  ['seconds', '180'],
]) as Record<string, string>;

/** A question to everybody in the room. */
export function PollDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const formId = useId();
  const { acts } = useRoom();
  const [count, setCount] = useState(2);
  const begin = useMutation({ mutationFn: acts.startPoll, onSuccess: onClose });
  const missing = (value: string) => (value.trim() === '' ? t('chat.poll.missing') : undefined);
  const fine = () => undefined;
  const { field, submit, problem } = useForm(start, {
    ...Object.fromEntries(Object.keys(start).map((name) => [name, fine])),
    question: missing,
    [nameOf(0)]: missing,
    [nameOf(1)]: missing,
  });
  const send = submit((values) =>
    begin.mutateAsync({
      question: values.question?.trim() ?? '',
      options: Array.from({ length: count }, (_, i) => values[nameOf(i)]?.trim() ?? '').filter(
        (text) => text !== '',
      ),
      ...(values.seconds !== '' && { seconds: Number(values.seconds) }),
    }),
  );

  return (
    <Dialog
      title={t('chat.poll.startTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look="primary" disabled={begin.isPending}>
            {t('chat.poll.start')}
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
        <Field label={t('chat.poll.question')} maxLength={200} {...field('question')} />
        {Array.from({ length: count }, (_, i) => (
          <Field
            key={i}
            label={t('chat.poll.optionLabel', { number: i + 1 })}
            maxLength={80}
            {...field(nameOf(i))}
          />
        ))}
        {count < optionsMax && (
          <Button
            className="self-start"
            icon={<Plus size={18} aria-hidden />}
            onClick={() => setCount(count + 1)}
          >
            {t('chat.poll.addOption')}
          </Button>
        )}
        <Select
          label={t('chat.poll.lasts')}
          options={[
            ...lasting.map((seconds) => ({
              value: String(seconds),
              label: duration(seconds, i18n.language),
            })),
            { value: '', label: t('chat.poll.untilEnded') },
          ]}
          {...field('seconds')}
        />
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}
