import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Refusal } from '@/components/ui/refusal';
import { When } from '@/components/ui/when';

import { reportedMessageQuery, useDeleteMessage } from '../api/reported-message';

/** What was said, by whom and when; it can be deleted here. */
export function ReportedMessage({ streamId, messageId }: { streamId: string; messageId: string }) {
  const { t } = useTranslation();
  const { data, isError } = useQuery(reportedMessageQuery(streamId, messageId));
  const remove = useDeleteMessage(streamId, messageId);
  if (isError || data?.deleted)
    return <p className="text-muted">{t('admin.reports.messageGone')}</p>;
  if (!data) return null;
  return (
    <section
      aria-label={t('admin.reports.message')}
      className="rounded-control border border-line p-3"
    >
      <p className="flex justify-between gap-2 text-xs text-muted">
        <bdi>{data.username}</bdi>
        <When time={data.timestamp} />
      </p>
      <p className="mt-1 break-words text-text">
        <bdi>{data.message}</bdi>
      </p>
      <Button className="mt-2" disabled={remove.isPending} onClick={() => remove.mutate(undefined)}>
        {t('admin.reports.deleteMessage')}
      </Button>
      <Refusal problem={remove.error} />
    </section>
  );
}
