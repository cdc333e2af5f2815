import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Refusal } from '@/components/ui/refusal';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import type { Job } from '@/lib/api-types';

import { useRetryJob } from '../api/jobs';

export function JobTable({ jobs }: { jobs: Job[] }) {
  const { t } = useTranslation();
  const retry = useRetryJob();
  return (
    <>
      <Refusal problem={retry.error} />
      <Table
        label={t('admin.jobs.all')}
        rows={jobs}
        keyOf={({ id }) => id}
        columns={[
          { title: t('admin.jobs.video'), cell: (job) => <OfVideo job={job} /> },
          { title: t('admin.jobs.kind'), cell: ({ kind }) => t(`admin.jobs.kinds.${kind}`) },
          { title: t('admin.jobs.status'), cell: (job) => <Status job={job} /> },
          {
            title: t('admin.jobs.attempts'),
            isNumber: true,
            cell: ({ attempts }) => attempts,
          },
          {
            title: t('admin.jobs.updated'),
            cell: ({ updatedAt }) => <When time={updatedAt} />,
          },
          {
            title: t('schedule.acts'),
            isNumber: true,
            cell: (job) =>
              job.status === 'FAILED' && (
                <Button
                  aria-label={t('admin.jobs.retry', { title: job.title })}
                  disabled={retry.isPending}
                  onClick={() => retry.mutate(job.id)}
                >
                  {t('common.retry')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function OfVideo({ job: { kind, title, videoId } }: { job: Job }) {
  const { t } = useTranslation();
  if (kind === 'delete' || title === '') return title || t('admin.jobs.gone');
  return <TextLink to={`/video/${videoId}`}>{title}</TextLink>;
}

/** How it stands, and what is in its way. */
function Status({ job: { status, progress, position, failure, hindrance } }: { job: Job }) {
  const { t } = useTranslation();
  const count = position - 1;
  return (
    <>
      <span className={status === 'FAILED' ? 'text-danger' : undefined}>
        {t(`admin.jobs.state.${status}`)}
        {status === 'RUNNING' && ` ${t('admin.jobs.percent', { percent: progress })}`}
        {status === 'QUEUED' && count > 0 && `, ${t('admin.jobs.before', { count })}`}
      </span>
      {failure && <span className="block text-xs text-muted">{failure.message}</span>}
      {!failure && hindrance && <span className="block text-xs text-warn">{hindrance}</span>}
    </>
  );
}
