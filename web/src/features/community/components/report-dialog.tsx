import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { TextArea } from '@/components/ui/text-area';
import type { NewReport } from '@/lib/api-types';
import { useForm } from '@/lib/use-form';

import { useReport } from '../api/report';

const reasons = [
  ...(['spam', 'harassment', 'hate', 'sexual', 'violence', 'self_harm'] as const),
  ...(['impersonation', 'copyright', 'illegal', 'other'] as const),
];

type Props = Pick<NewReport, 'subject' | 'subjectId'> & { onClose: () => void };

/** What is wrong, for the moderators. */
export function ReportDialog({ onClose, ...subject }: Props) {
  const { t } = useTranslation();
  const formId = useId();
  const report = useReport();
  const fine = () => undefined;
  const { field, submit, problem } = useForm(
    { reason: '', details: '' },
    {
      reason: (value) => (value === '' ? t('report.reasonMissing') : undefined),
      details: fine,
    },
  );
  const send = submit(({ reason, details }) =>
    report.mutateAsync({
      ...subject,
      reason: reasons.find((each) => each === reason) ?? 'other',
      details,
    }),
  );

  if (report.isSuccess) {
    return (
      <Dialog
        title={t('report.doneTitle')}
        onClose={onClose}
        actions={
          <Button look="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        }
      >
        <p role="status">{t('report.doneText')}</p>
      </Dialog>
    );
  }
  const options = reasons.map((value) => ({ value, label: t(`report.reasons.${value}`) }));
  return (
    <Dialog
      title={t('report.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={formId} look="primary" disabled={report.isPending}>
            {t('report.send')}
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
        <Select
          label={t('report.reason')}
          options={[{ value: '', label: t('report.choose') }, ...options]}
          {...field('reason')}
        />
        <TextArea
          label={t('report.details')}
          hint={t('report.detailsHint')}
          maxLength={2000}
          {...field('details')}
        />
        <Refusal problem={problem} />
      </form>
    </Dialog>
  );
}
