import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Listing } from '@/components/ui/listing';
import { Refusal } from '@/components/ui/refusal';
import { Select } from '@/components/ui/select';
import { Table, type Column } from '@/components/ui/table';
import { When } from '@/components/ui/when';
import type { Ban } from '@/lib/api-types';
import { usePage } from '@/lib/use-page';

import { bansQuery, useLift, type BanKind } from '../api/bans';
import { BanForm } from './ban-form';

/** Who may not write, for good or for a while. */
export function Bans({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [page] = usePage();
  const kind: BanKind = search.get('show') === 'timeouts' ? 'timeouts' : 'bans';
  const bans = useQuery(bansQuery(channelId, kind, page));
  const lift = useLift(channelId);
  const columns = useColumns(kind, (id) => lift.mutate(id));
  return (
    <>
      <BanForm channelId={channelId} />
      <div className="max-w-xs">
        <Select
          label={t('chat.bans.show')}
          value={kind}
          onChange={({ target }) =>
            setSearch(target.value === 'bans' ? {} : { show: target.value })
          }
          options={[
            { value: 'bans', label: t('chat.bans.bans') },
            { value: 'timeouts', label: t('chat.bans.timeouts') },
          ]}
        />
      </div>
      <Refusal problem={lift.error} />
      <Listing
        query={bans}
        failed={t('chat.bans.failed')}
        empty={<Empty>{t(kind === 'bans' ? 'chat.bans.none' : 'chat.bans.noTimeouts')}</Empty>}
      >
        {(rows) => (
          <Table
            label={t(`chat.bans.${kind}`)}
            rows={rows}
            keyOf={({ id }) => id}
            columns={columns}
          />
        )}
      </Listing>
    </>
  );
}

function useColumns(kind: BanKind, onLift: (banId: string) => void): Column<Ban>[] {
  const { t } = useTranslation();
  const nameOf = ({ user, addresses }: Ban) =>
    user?.username ?? (addresses.join(', ') || t('chat.bans.address'));
  const until: Column<Ban> = {
    title: t('chat.bans.until'),
    cell: (ban) => ban.until !== null && <When time={ban.until} />,
  };
  return [
    { title: t('chat.bans.who'), cell: nameOf },
    { title: t('chat.bans.reason'), cell: ({ reason }) => <bdi>{reason}</bdi> },
    { title: t('chat.bans.by'), cell: ({ by }) => by?.username },
    ...(kind === 'timeouts'
      ? [until]
      : [{ title: t('chat.bans.since'), cell: (ban: Ban) => <When time={ban.createdAt} /> }]),
    {
      title: t('schedule.acts'),
      isNumber: true,
      cell: (ban) => (
        <Button
          aria-label={t('chat.bans.liftNamed', { name: nameOf(ban) })}
          onClick={() => onLift(ban.id)}
        >
          {t('chat.bans.lift')}
        </Button>
      ),
    },
  ];
}
