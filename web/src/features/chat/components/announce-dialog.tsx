import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Refusal } from '@/components/ui/refusal';
import { TextArea } from '@/components/ui/text-area';
import { useForm } from '@/lib/use-form';

import { useRoom } from '../hooks/use-room';

/** A message that stands out. */
export function AnnounceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const { acts } = useRoom();
  const announce = useMutation({ mutationFn: acts.announce, onSuccess: onClose });
  const { field, submit, problem } = useForm(
    { message: '' },
    { message: (value) => (value.trim() === '' ? t('chat.announce.missing') : undefined) },
  );
  return (
    <Dialog
      title={t('chat.announce.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look="primary" disabled={announce.isPending}>
            {t('chat.announce.send')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={submit(({ message }) =>
          announce.mutateAsync(message.replace(/\s+/g, ' ').trim()),
        )}
        className="flex flex-col gap-4 text-left text-text"
      >
        <TextArea
          label={t('chat.message')}
          hint={t('chat.announce.hint')}
          maxLength={500}
          {...field('message')}
        />
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}
