import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { buttonClass } from '@/components/ui/button';
import type { Video } from '@/lib/api-types';

import { playbackQuery } from '../api/playback';

interface Props {
  video: Video;
  viewerId: string;
  children: ReactNode;
}

/** Saves the whole file. */
export function DownloadLink({ video, viewerId, children }: Props) {
  const { data } = useQuery(playbackQuery(video, viewerId));
  if (!data?.mp4) return null;
  const separator = data.mp4.includes('?') ? '&' : '?';
  return (
    <a href={`${data.mp4}${separator}download=1`} download className={buttonClass()}>
      {children}
    </a>
  );
}
