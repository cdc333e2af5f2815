import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { StageMessage } from '@/components/layouts/stage-message';
import { WatchPage } from '@/components/layouts/watch-page';
import { WatchSkeleton } from '@/components/layouts/watch-skeleton';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Stream } from '@/lib/api-types';
import { isProblem } from '@/lib/problem';
import { useRefresh } from '@/lib/use-refresh';
import { useTitle } from '@/lib/use-title';

import { streamQuery } from '../api/stream';
import { About } from './about';
import { Stage } from './stage';
import { Unavailable } from './unavailable';

interface Props {
  id: string;
  /** What makes a viewer one of those whom it is for. */
  wayIn: (stream: Stream) => ReactNode;
  /** What a viewer can do here. */
  actions: (stream: Stream) => ReactNode;
  /** What stands beside the picture. */
  aside: (stream: Stream) => ReactNode;
  /** How many are in the room of chat; null where that is not known. */
  viewerCount: number | null;
}

/** One broadcast: on air, not begun, or over. */
export function StreamView({ id, wayIn, actions, aside, viewerCount }: Props) {
  const { t } = useTranslation();
  const query = useQuery(streamQuery(id));
  const stream = query.data;
  const refresh = useRefresh(query.refetch);
  useTitle(stream?.title);

  if (query.isPending) return <WatchSkeleton />;
  if (isProblem(query.error, 404)) return <Unavailable kind="noStream" />;
  if (stream === undefined) {
    return <ProblemMessage title={t('watch.failed')} problem={query.error} onRetry={refresh} />;
  }
  return (
    <WatchPage
      stage={
        <Stage
          stream={stream}
          offAir={<NotOnAir stream={stream} />}
          onTrouble={refresh}
          wayIn={wayIn(stream)}
        />
      }
      about={
        <About
          title={stream.title}
          handle={stream.handle}
          description={stream.description}
          isLive={stream.isLive}
          viewerCount={Math.max(viewerCount ?? 0, stream.viewerCount)}
          startedAt={stream.startedAt}
          actions={actions(stream)}
        />
      }
      aside={aside(stream)}
    />
  );
}

function NotOnAir({ stream }: { stream: Stream }) {
  const { t } = useTranslation();
  if (stream.status === 'scheduled') {
    return <StageMessage title={t('watch.scheduledTitle')} text={t('watch.scheduledText')} />;
  }
  const toChannel = (
    <Link
      to={`/@${stream.handle}`}
      className="inline-flex h-9 items-center rounded-control bg-on-stage px-3 text-sm font-title text-stage"
    >
      {t('watch.toChannel')}
    </Link>
  );
  return (
    <StageMessage title={t('watch.endedTitle')} text={t('watch.endedText')} action={toChannel} />
  );
}
