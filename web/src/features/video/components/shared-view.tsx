import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { WatchSkeleton } from '@/components/layouts/watch-skeleton';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Video } from '@/lib/api-types';
import { useSession } from '@/lib/session';

import { sharedVideoQuery } from '../api/open-share';
import { NoVideo } from './no-video';
import { SharePassword } from './share-password';
import { VideoPage } from './video-page';

interface Props {
  /** The secret of a share link. */
  share: string;
  channelActs: (video: Video) => ReactNode;
}

/** A video for whoever has a link to it. */
export function SharedView({ share, channelActs }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const session = useSession();
  const [password, setPassword] = useState<string | null>(null);
  const wanted = sharedVideoQuery(share, password);
  const { data, error, isFetching, refetch } = useQuery({
    ...wanted,
    enabled: session.status !== 'unknown',
  });

  if (data !== undefined) {
    const renew = async () =>
      (await queries.query({ ...wanted, staleTime: 0, retry: false })).playback ?? {};
    return (
      <VideoPage
        video={data.video}
        viewerId={session.status === 'signed-in' ? session.user.id : null}
        channelActs={channelActs(data.video)}
        shared={{ secret: share, sources: data.playback ?? {}, renew }}
      />
    );
  }
  const asksPassword = password !== null || error?.code === 'link_password_required';
  if (asksPassword && error?.status !== 404) {
    const isFirst = error?.code === 'link_password_required';
    return (
      <SharePassword
        problem={isFirst ? null : error}
        isPending={isFetching}
        onPassword={(next) => {
          if (next === password) void refetch();
          else setPassword(next);
        }}
      />
    );
  }
  if (error === null) return <WatchSkeleton />;
  if (error.status === 404) return <NoVideo kind="linkGone" />;
  const retry = () => void refetch();
  return <ProblemMessage title={t('video.failed')} problem={error} onRetry={retry} />;
}
