import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { ListSkeleton } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Table } from '@/components/ui/table';
import { When } from '@/components/ui/when';

import { auditQuery } from '../api/audit';
import { Filters, useFilters } from './filters';

/** What was done and tried with the power of an operator. */
export function Audit() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('admin.audit.title')} />
      <Panel title={t('admin.audit.all')} lead={t('admin.audit.lead')}>
        <Filters words={t('admin.audit.action')} />
        <Rows />
      </Panel>
    </>
  );
}

function Rows() {
  const { t } = useTranslation();
  const { q } = useFilters(['q']);
  const audit = useInfiniteQuery(auditQuery(q));
  if (audit.isPending) return <ListSkeleton />;
  if (audit.data === undefined) {
    const retry = () => void audit.refetch();
    const title = t('admin.failed');
    return <ProblemMessage level={2} title={title} problem={audit.error} onRetry={retry} />;
  }
  const rows = audit.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) return <Empty>{t('admin.audit.none')}</Empty>;
  return (
    <>
      <Table
        label={t('admin.audit.all')}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { title: t('schedule.when'), cell: ({ createdAt }) => <When time={createdAt} /> },
          {
            title: t('admin.audit.actor'),
            cell: ({ actorUsername }) => actorUsername ?? t('admin.audit.nobody'),
          },
          { title: t('admin.audit.action'), cell: ({ action }) => action },
          { title: t('admin.audit.target'), cell: ({ target }) => target },
          { title: t('admin.audit.details'), cell: ({ details }) => details },
          { title: t('admin.audit.from'), cell: ({ ip }) => ip },
        ]}
      />
      {audit.hasNextPage && (
        <Button
          className="self-center"
          disabled={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t('common.showMore')}
        </Button>
      )}
    </>
  );
}
