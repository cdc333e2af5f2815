import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Refusal } from '@/components/ui/refusal';
import { TextArea } from '@/components/ui/text-area';
import { TextLink } from '@/components/ui/text-link';
import type { FiledReport } from '@/lib/api-types';

import { useDecide } from '../api/reports';
import { ReportedMessage } from './reported-message';

interface Props {
  report: FiledReport;
  onClose: () => void;
}

/** One report, and what is made of it. */
export function ReportDialog({ report, onClose }: Props) {
  const { t } = useTranslation();
  const decide = useDecide(report.id);
  const [note, setNote] = useState(report.note);
  const streamId = report.subject === 'stream' ? report.subjectId : report.streamId;
  const act = (status: 'resolved' | 'dismissed') =>
    decide.mutate({ status, note }, { onSuccess: onClose });

  return (
    <Dialog
      title={t(`report.reasons.${report.reason}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button disabled={decide.isPending} onClick={() => act('dismissed')}>
            {t('admin.reports.dismiss')}
          </Button>
          <Button look="primary" disabled={decide.isPending} onClick={() => act('resolved')}>
            {t('admin.reports.resolve')}
          </Button>
        </>
      }
    >
      <p className="whitespace-pre-line">{report.details || t('admin.reports.noDetails')}</p>
      {report.subject === 'message' &&
        (report.streamId ? (
          <ReportedMessage streamId={report.streamId} messageId={report.subjectId} />
        ) : (
          <p className="text-muted">{t('admin.reports.messageGone')}</p>
        ))}
      {streamId && <TextLink to={`/watch/${streamId}`}>{t('admin.reports.see')}</TextLink>}
      <div className="text-text">
        <TextArea
          label={t('admin.reports.note')}
          hint={t('admin.reports.noteHint')}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Refusal problem={decide.error} />
    </Dialog>
  );
}
