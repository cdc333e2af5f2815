import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Empty } from '@/components/ui/empty';
import { ListSkeleton } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Table } from '@/components/ui/table';
import type { ServerStorage } from '@/lib/api-types';
import { bytes } from '@/lib/bytes';
import { exactCount } from '@/lib/counts';

import { storageQuery } from '../api/jobs';

/** What videos, uploads and pictures take, and whose they are. */
export function Storage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(storageQuery());
  return (
    <>
      <PageTitle title={t('admin.storage.title')} />
      {data && <Parts storage={data} />}
      {data && <Users storage={data} />}
      {!data && error === null && <ListSkeleton />}
      {!data && error !== null && (
        <ProblemMessage
          level={2}
          title={t('admin.failed')}
          problem={error}
          onRetry={() => void refetch()}
        />
      )}
    </>
  );
}

function Parts({ storage }: { storage: ServerStorage }) {
  const { t, i18n } = useTranslation();
  const size = (count: number) => bytes(count, i18n.language);
  const rows = [
    { name: 'played', count: storage.videos, bytes: storage.mediaBytes },
    { name: 'sources', count: null, bytes: storage.sourceBytes },
    { name: 'uploads', count: storage.uploads, bytes: storage.uploadBytes },
    { name: 'pictures', count: storage.pictures, bytes: storage.pictureBytes },
  ] as const;
  const all = storage.bytes + storage.pictureBytes;
  return (
    <Panel
      title={t('admin.storage.all', { bytes: size(all) })}
      lead={
        storage.freeBytes === null
          ? t('admin.storage.bucket')
          : t('admin.storage.free', { free: size(storage.freeBytes) })
      }
    >
      <Table
        label={t('admin.storage.parts')}
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { title: t('admin.storage.what'), cell: ({ name }) => t(`admin.storage.part.${name}`) },
          {
            title: t('admin.storage.count'),
            isNumber: true,
            cell: ({ count }) => (count === null ? '' : exactCount(count, i18n.language)),
          },
          { title: t('admin.storage.size'), isNumber: true, cell: (row) => size(row.bytes) },
        ]}
      />
    </Panel>
  );
}

function Users({ storage: { users } }: { storage: ServerStorage }) {
  const { t, i18n } = useTranslation();
  return (
    <Panel title={t('admin.storage.users')}>
      {users.length === 0 ? (
        <Empty>{t('admin.storage.nobody')}</Empty>
      ) : (
        <Table
          label={t('admin.storage.users')}
          rows={users}
          keyOf={({ userId }) => userId}
          columns={[
            { title: t('admin.users.user'), cell: ({ username }) => username },
            {
              title: t('admin.storage.videos'),
              isNumber: true,
              cell: ({ videos }) => exactCount(videos, i18n.language),
            },
            {
              title: t('admin.storage.size'),
              isNumber: true,
              cell: (row) => bytes(row.bytes, i18n.language),
            },
          ]}
        />
      )}
    </Panel>
  );
}
