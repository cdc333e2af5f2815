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
import type { Account } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { usersQuery } from '../api/users';
import { Filters, useFilters } from './filters';
import { roles } from './roles';
import { UserDialog } from './user-dialog';

const filterNames = ['q', 'role', 'isActive'] as const;

/** All accounts, and what can be done with each. */
export function Users() {
  const { t } = useTranslation();
  const [page] = usePage();
  const users = useQuery(usersQuery(page, useFilters(filterNames)));
  const [opened, setOpened] = useState<string | null>(null);
  const account = users.data?.data.find(({ id }) => id === opened);

  return (
    <>
      <PageTitle title={t('admin.users.title')} />
      <Panel title={t('admin.users.all')}>
        <Filters
          words={t('admin.users.words')}
          choices={[
            {
              name: 'role',
              label: t('admin.users.role'),
              options: roles.map((value) => ({ value, label: t(`admin.users.roles.${value}`) })),
            },
            {
              name: 'isActive',
              label: t('admin.users.state'),
              options: [
                { value: 'true', label: t('admin.users.active') },
                { value: 'false', label: t('admin.users.disabled') },
              ],
            },
          ]}
        />
        <Listing
          query={users}
          failed={t('admin.failed')}
          empty={<Empty>{t('admin.users.none')}</Empty>}
        >
          {(rows) => <Rows rows={rows} onOpen={setOpened} />}
        </Listing>
      </Panel>
      {account && <UserDialog key={account.id} account={account} onClose={() => setOpened(null)} />}
    </>
  );
}

function Rows({ rows, onOpen }: { rows: Account[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <Table
      label={t('admin.users.all')}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: t('admin.users.user'), cell: ({ username }) => username },
        { title: t('admin.users.email'), cell: ({ email }) => email },
        { title: t('admin.users.role'), cell: ({ role }) => t(`admin.users.roles.${role}`) },
        {
          title: t('admin.users.state'),
          cell: ({ isActive }) =>
            isActive ? (
              t('admin.users.active')
            ) : (
              <span className="text-warn">{t('admin.users.disabled')}</span>
            ),
        },
        {
          title: t('admin.users.lastSeen'),
          cell: ({ lastLoginAt }) =>
            lastLoginAt === null ? t('admin.users.never') : <When time={lastLoginAt} />,
        },
        {
          title: t('schedule.acts'),
          isNumber: true,
          cell: ({ id, username }) => (
            <Button
              aria-label={t('admin.users.manageNamed', { username })}
              onClick={() => onOpen(id)}
            >
              {t('admin.users.manage')}
            </Button>
          ),
        },
      ]}
    />
  );
}
