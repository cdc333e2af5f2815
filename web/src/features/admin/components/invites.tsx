import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { CopyRow } from '@/components/ui/copy-row';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/refusal';
import { Table } from '@/components/ui/table';
import { When } from '@/components/ui/when';
import { usePage } from '@/lib/use-page';

import { invitesQuery, useInvite, useTakeBackInvite } from '../api/invites';
import { InviteForm } from './invite-form';

/** Who may make an account where not everybody may. */
export function Invites() {
  const { t } = useTranslation();
  const invite = useInvite();
  return (
    <>
      <PageTitle title={t('admin.invites.title')} />
      <Panel title={t('admin.invites.new')}>
        <InviteForm invite={invite} />
        {invite.data?.url !== undefined && (
          <CopyRow
            label={t('admin.invites.link')}
            hint={t('admin.invites.linkHint')}
            value={invite.data.url}
          />
        )}
      </Panel>
      <Panel title={t('admin.invites.all')}>
        <Rows />
      </Panel>
    </>
  );
}

function Rows() {
  const { t } = useTranslation();
  const [page] = usePage();
  const invites = useQuery(invitesQuery(page));
  const takeBack = useTakeBackInvite();
  return (
    <>
      <Refusal problem={takeBack.error} />
      <Listing
        query={invites}
        failed={t('admin.failed')}
        empty={<Empty>{t('admin.invites.none')}</Empty>}
      >
        {(rows) => (
          <Table
            label={t('admin.invites.all')}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                title: t('admin.invites.for'),
                cell: ({ email }) => email ?? t('admin.invites.anybody'),
              },
              {
                title: t('admin.invites.usesLeft'),
                isNumber: true,
                cell: ({ usesLeft, uses }) => `${usesLeft} / ${uses}`,
              },
              {
                title: t('admin.invites.expires'),
                cell: ({ expiresAt }) =>
                  expiresAt === null ? t('admin.invites.never') : <When time={expiresAt} />,
              },
              {
                title: t('schedule.acts'),
                isNumber: true,
                cell: ({ id, email }) => (
                  <Button
                    aria-label={t('admin.invites.takeBackNamed', {
                      name: email ?? t('admin.invites.anybody'),
                    })}
                    onClick={() => takeBack.mutate(id)}
                  >
                    {t('admin.invites.takeBack')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Listing>
    </>
  );
}
