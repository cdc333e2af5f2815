import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';

import { buttonClass } from '@/components/ui/button';
import { ListSkeleton } from '@/components/ui/listing';
import { PageTitle } from '@/components/ui/page-title';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Thumbnail } from '@/components/videos/thumbnail';
import { VideoProgress } from '@/components/videos/video-progress';
import type { User } from '@/lib/api-types';
import { useVideoNews } from '@/lib/use-video-news';
import { videoQuery } from '@/lib/video-query';

import { DeleteVideoPanel } from './delete-video-panel';
import { NoVideo } from './no-video';
import { ShareLinksPanel } from './share-links-panel';
import { VideoForm } from './video-form';

interface Props {
  id: string;
  user: User;
}

/** What the owner of a video says of it, who may see it, and its end. */
export function VideoEdit({ id, user }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: video, error, refetch } = useQuery(videoQuery(id, user.id));
  useVideoNews();

  if (error?.status === 404) return <NoVideo />;
  if (video === undefined) {
    const retry = () => void refetch();
    return (
      <Page>
        {error === null ? (
          <ListSkeleton />
        ) : (
          <ProblemMessage title={t('video.failed')} problem={error} onRetry={retry} />
        )}
      </Page>
    );
  }
  if (video.userId !== user.id && user.role === 'user') return <NoVideo />;
  return (
    <Page>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageTitle title={t('video.editTitle')} />
        <Link to={`/video/${id}`} className={buttonClass()}>
          {t('video.toPage')}
        </Link>
      </div>
      <div className="flex flex-wrap items-center gap-4">
        <div className="w-40 shrink-0">
          <Thumbnail video={video} />
        </div>
        <div className="min-w-48 flex-1">
          <p className="text-base font-title">{video.title}</p>
          <VideoProgress video={video} />
        </div>
      </div>
      <Panel title={t('video.details')}>
        <VideoForm video={video} />
      </Panel>
      {video.status === 'READY' && <ShareLinksPanel video={video} />}
      <DeleteVideoPanel video={video} onDone={() => void navigate('/library')} />
    </Page>
  );
}

function Page({ children }: { children: React.ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 px-4 py-6 sm:px-6">{children}</div>
  );
}
