import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { WatchSkeleton } from '@/components/layouts/watch-skeleton';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Video } from '@/lib/api-types';
import type { Problem } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { useVideoNews } from '@/lib/use-video-news';
import { videoQuery } from '@/lib/video-query';

import { NoVideo } from './no-video';
import { VideoPage } from './video-page';

interface Props {
  id: string;
  /** What a viewer can do about its channel. */
  channelActs: (video: Video) => ReactNode;
}

/** A video at its own address, in whatever state it is. */
export function VideoView({ id, channelActs }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const viewerId = session.status === 'signed-in' ? session.user.id : null;
  const { data, error, refetch } = useQuery({
    ...videoQuery(id, viewerId),
    enabled: session.status !== 'unknown',
  });
  useVideoNews();

  // One who loses the right while the page is open loses the page, too.
  if (error !== null && isRefusal(error)) return <NoVideo />;
  if (data !== undefined) {
    return <VideoPage video={data} viewerId={viewerId} channelActs={channelActs(data)} />;
  }
  if (error === null) return <WatchSkeleton />;
  const retry = () => void refetch();
  return <ProblemMessage title={t('video.failed')} problem={error} onRetry={retry} />;
}

const isRefusal = ({ status }: Problem): boolean => [401, 403, 404].includes(status);
