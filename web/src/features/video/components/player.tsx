import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';

import { StageMessage } from '@/components/layouts/stage-message';
import { Button } from '@/components/ui/button';
import { useProblemText } from '@/components/ui/use-problem-text';
import type { Video } from '@/lib/api-types';
import type { VodSources } from '@/players/vod-state';
import { VodVideo, type VodControls } from '@/players/vod-video';

import { playbackQuery } from '../api/playback';
import { useReports } from './use-reports';

interface Props {
  video: Video;
  viewerId: string | null;
  /** Asked for by the address, in seconds. */
  startAt: number | null;
  /** Where whoever has a share link plays it, and how to ask for that again. */
  shared?: { sources: VodSources; renew: () => Promise<VodSources> } | undefined;
  ref: Ref<VodControls>;
}

/** A video that is there, for who may watch it. */
export function Player({ video, viewerId, startAt, shared, ref }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const problemText = useProblemText();
  const wanted = playbackQuery(video, viewerId);
  const { data, error, refetch } = useQuery({ ...wanted, enabled: shared === undefined });
  const sources: VodSources | undefined = shared?.sources ?? data;
  const report = useReports(video, viewerId, sources);

  if (sources === undefined) {
    if (error === null) return null;
    const retry = <Button onClick={() => void refetch()}>{t('common.retry')}</Button>;
    return <StageMessage title={t('video.cannotPlay')} text={problemText(error)} action={retry} />;
  }
  return (
    <VodVideo
      ref={ref}
      title={video.title}
      poster={video.thumbnailUrl ?? undefined}
      sources={sources}
      renew={shared?.renew ?? (() => queries.query({ ...wanted, staleTime: 0, retry: false }))}
      startAt={startAt ?? video.position ?? 0}
      isResumed={startAt === null}
      onReport={report}
    />
  );
}
