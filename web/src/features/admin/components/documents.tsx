import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, buttonClass } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Table } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import { When } from '@/components/ui/when';
import { usePage } from '@/lib/use-page';

import { allDocumentsQuery } from '../api/documents';
import { NewDocumentDialog } from './new-document-dialog';

/** What the operator has to say, in which languages. */
export function Documents() {
  const { t } = useTranslation();
  const [page] = usePage();
  const [isAdding, setIsAdding] = useState(false);
  const documents = useQuery(allDocumentsQuery(page));
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('admin.documents.title')} />
        <Button look="primary" onClick={() => setIsAdding(true)}>
          {t('admin.documents.add')}
        </Button>
      </div>
      <Panel title={t('admin.documents.all')}>
        <Listing
          query={documents}
          failed={t('admin.failed')}
          empty={<Empty>{t('admin.documents.none')}</Empty>}
        >
          {(rows) => (
            <Table
              label={t('admin.documents.all')}
              rows={rows}
              keyOf={({ slug }) => slug}
              columns={[
                {
                  title: t('schedule.streamTitle'),
                  cell: ({ slug, title }) => <TextLink to={`/docs/${slug}`}>{title}</TextLink>,
                },
                {
                  title: t('admin.documents.languages'),
                  cell: ({ languages }) => languages.join(', '),
                },
                {
                  title: t('admin.documents.version'),
                  isNumber: true,
                  cell: ({ version }) => version,
                },
                {
                  title: t('admin.documents.changed'),
                  cell: ({ updatedAt }) => <When time={updatedAt} />,
                },
                {
                  title: t('schedule.acts'),
                  isNumber: true,
                  cell: ({ slug, title }) => (
                    <Link
                      to={`/admin/documents/${slug}`}
                      aria-label={t('schedule.edit', { title })}
                      className={buttonClass()}
                    >
                      {t('common.edit')}
                    </Link>
                  ),
                },
              ]}
            />
          )}
        </Listing>
      </Panel>
      {isAdding && <NewDocumentDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}
