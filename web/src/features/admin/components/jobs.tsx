import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { usePage } from '@/lib/use-page';

import { jobsQuery } from '../api/jobs';
import { Filters, useFilters } from './filters';
import { JobTable } from './job-table';

const filterNames = ['status', 'kind'] as const;
const states = ['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED'] as const;
const kinds = ['probe', 'repackage', 'transcode', 'thumbnail', 'delete'] as const;

/** What the server does with videos, and what it could not do. */
export function Jobs() {
  const { t } = useTranslation();
  const [page] = usePage();
  const jobs = useQuery(jobsQuery(page, useFilters(filterNames)));
  return (
    <>
      <PageTitle title={t('admin.jobs.title')} />
      <Panel title={t('admin.jobs.all')}>
        <Filters
          choices={[
            {
              name: 'status',
              label: t('admin.jobs.status'),
              options: states.map((value) => ({ value, label: t(`admin.jobs.state.${value}`) })),
            },
            {
              name: 'kind',
              label: t('admin.jobs.kind'),
              options: kinds.map((value) => ({ value, label: t(`admin.jobs.kinds.${value}`) })),
            },
          ]}
        />
        <Listing
          query={jobs}
          failed={t('admin.failed')}
          empty={<Empty>{t('admin.jobs.none')}</Empty>}
        >
          {(rows) => <JobTable jobs={rows} />}
        </Listing>
      </Panel>
    </>
  );
}
