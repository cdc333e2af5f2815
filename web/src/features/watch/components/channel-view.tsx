import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { StageMessage } from '@/components/layouts/stage-message';
import { WatchPage } from '@/components/layouts/watch-page';
import { WatchSkeleton } from '@/components/layouts/watch-skeleton';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Stream } from '@/lib/api-types';
import { broadcastQuery, type Broadcast } from '@/lib/broadcast-query';
import { isProblem } from '@/lib/problem';
import { useRefresh } from '@/lib/use-refresh';
import { useTitle } from '@/lib/use-title';

import { About } from './about';
import { Stage } from './stage';
import { Unavailable } from './unavailable';

// Gentle, for many viewers behind one address share its allowance; trouble in the player asks at once.
const pace = { offAirMs: 10_000, onAirMs: 20_000 };

interface Props {
  handle: string;
  /** What makes a viewer one of those whom a stream is for. */
  wayIn: (stream: Stream) => ReactNode;
  /** What a viewer can do here. */
  actions: (broadcast: Broadcast) => ReactNode;
  /** What stands beside the picture of what is, or was just now, on air. */
  aside: (stream: Stream) => ReactNode;
  /** How many are in the room of chat; null where that is not known. */
  viewerCount: number | null;
  /** What stands below. */
  more: (broadcast: Broadcast) => ReactNode;
}

/** A channel's page: what it broadcasts now, or that it does not; changes from one to the other by itself. */
export function ChannelView({ handle, wayIn, actions, aside, viewerCount, more }: Props) {
  const { t } = useTranslation();
  const query = useQuery(broadcastQuery(handle, pace));
  const refresh = useRefresh(query.refetch);
  const latest = useLatest(query.data?.stream ?? null);
  useTitle(query.data?.stream?.title ?? query.data?.channel.title);

  if (query.isPending) return <WatchSkeleton />;
  if (isProblem(query.error, 404)) return <Unavailable kind="notFound" />;
  if (query.data === undefined) {
    return <ProblemMessage title={t('watch.failed')} problem={query.error} onRetry={refresh} />;
  }

  const { channel, stream } = query.data;
  const offAir = (
    <StageMessage
      title={t('watch.offlineTitle', { name: channel.title })}
      text={t('watch.offlineText')}
    />
  );
  return (
    <WatchPage
      stage={
        <Stage
          stream={stream}
          offAir={offAir}
          onTrouble={refresh}
          wayIn={stream && wayIn(stream)}
        />
      }
      about={
        <About
          title={stream?.title ?? channel.title}
          handle={channel.handle}
          description={stream?.description ?? channel.description}
          isLive={stream?.isLive ?? false}
          viewerCount={Math.max(viewerCount ?? 0, stream?.viewerCount ?? 0)}
          startedAt={stream?.startedAt}
          actions={actions(query.data)}
        />
      }
      aside={latest ? aside(latest) : undefined}
    >
      {more(query.data)}
    </WatchPage>
  );
}

/** What is on air, or was: those who watched go on talking. */
function useLatest(stream: Stream | null): Stream | null {
  const [latest, setLatest] = useState(stream);
  if (stream !== null && stream.id !== latest?.id) setLatest(stream);
  return stream ?? latest;
}
