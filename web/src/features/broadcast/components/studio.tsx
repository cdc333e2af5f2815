import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '@/components/ui/page-title';
import { Skeleton } from '@/components/ui/skeleton';
import type { Channel, Stream } from '@/lib/api-types';

import { studioBroadcastQuery } from '../api/studio-broadcast';
import { AirPanel } from './air-panel';
import { ConnectPanel } from './connect-panel';
import { SharePanel } from './share-panel';

interface Props {
  channel: Channel;
  /** What can be changed of what is on air. */
  details: (stream: Stream) => ReactNode;
  /** The chat of what is on air. */
  chat: (stream: Stream) => ReactNode;
}

/** Where a broadcaster connects the encoder, sees that it works, and gets the link for the viewers. */
export function Studio({ channel, details, chat }: Props) {
  const stream = useQuery(studioBroadcastQuery(channel.handle)).data?.stream ?? null;
  return (
    <Columns
      left={
        <>
          {stream && chat(stream)}
          <ConnectPanel channelId={channel.id} />
          <SharePanel handle={channel.handle} />
        </>
      }
      right={<AirPanel handle={channel.handle} details={details} />}
    />
  );
}

function Columns({ left, right }: { left: ReactNode; right: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('studio.title')} />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">{left}</div>
        <div className="flex min-w-0 flex-col gap-4">{right}</div>
      </div>
    </>
  );
}

export function StudioSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{t('common.loading')}</span>
      <Columns left={<Skeleton className="h-72" />} right={<Skeleton className="h-96" />} />
    </div>
  );
}
