import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import { When } from '@/components/ui/when';
import type { FiledReport } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { reportsQuery } from '../api/reports';
import { Filters, useFilters } from './filters';
import { ReportDialog } from './report-dialog';

const filterNames = ['status', 'subject'] as const;
const states = ['open', 'resolved', 'dismissed'] as const;
const subjects = ['stream', 'user', 'channel', 'message', 'video'] as const;

/** What users reported, and what was made of it. */
export function Reports() {
  const { t } = useTranslation();
  const [page] = usePage();
  const reports = useQuery(reportsQuery(page, useFilters(filterNames)));
  const [opened, setOpened] = useState<FiledReport | null>(null);
  return (
    <>
      <PageTitle title={t('admin.reports.title')} />
      <Panel title={t('admin.reports.all')}>
        <Filters
          choices={[
            {
              name: 'status',
              label: t('schedule.status'),
              options: states.map((value) => ({ value, label: t(`admin.reports.state.${value}`) })),
            },
            {
              name: 'subject',
              label: t('admin.reports.subject'),
              options: subjects.map((value) => ({
                value,
                label: t(`admin.reports.subjects.${value}`),
              })),
            },
          ]}
        />
        <Listing
          query={reports}
          failed={t('admin.failed')}
          empty={<Empty>{t('admin.reports.none')}</Empty>}
        >
          {(rows) => <Rows rows={rows} onOpen={setOpened} />}
        </Listing>
      </Panel>
      {opened !== null && <ReportDialog report={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Rows({ rows, onOpen }: { rows: FiledReport[]; onOpen: (report: FiledReport) => void }) {
  const { t } = useTranslation();
  return (
    <Table
      label={t('admin.reports.all')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: t('admin.reports.subject'),
          cell: ({ subject }) => t(`admin.reports.subjects.${subject}`),
        },
        {
          title: t('report.reason'),
          cell: ({ reason }) => t(`report.reasons.${reason}`),
        },
        {
          title: t('admin.reports.reporter'),
          cell: ({ reporter }) => reporter?.username ?? t('admin.gone'),
        },
        { title: t('schedule.when'), cell: ({ createdAt }) => <When time={createdAt} /> },
        {
          title: t('schedule.status'),
          cell: ({ status }) => t(`admin.reports.state.${status}`),
        },
        {
          title: t('schedule.acts'),
          isNumber: true,
          cell: (report) => (
            <Button
              aria-label={t('admin.reports.openNamed', {
                reason: t(`report.reasons.${report.reason}`),
              })}
              onClick={() => onOpen(report)}
            >
              {t('admin.reports.open')}
            </Button>
          ),
        },
      ]}
    />
  );
}
