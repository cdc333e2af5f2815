import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Mark } from '@/components/ui/mark';
import type { Video } from '@/lib/api-types';
import { clock } from '@/lib/elapsed';

interface Props {
  video: Video;
  children?: ReactNode;
}

/** The picture that stands for a video: how long it is, and how much of it was seen. */
export function Thumbnail({ video: { thumbnailUrl, duration, position }, children }: Props) {
  const { t } = useTranslation();
  const [broken, setBroken] = useState<string | null>(null);
  const seen = position && duration > 0 ? Math.min(1, position / duration) : 0;
  return (
    <div className="relative flex aspect-video w-full items-center justify-center overflow-hidden rounded-panel border border-line bg-line/40 text-faint/40 transition-colors group-hover:border-faint">
      {thumbnailUrl && thumbnailUrl !== broken ? (
        <img
          src={thumbnailUrl}
          alt=""
          loading="lazy"
          onError={() => setBroken(thumbnailUrl)}
          className="size-full object-cover"
        />
      ) : (
        <Mark size={40} />
      )}
      {children}
      {duration > 0 && (
        <span className="absolute right-1 bottom-1 rounded-control bg-stage-veil px-1 text-xs leading-5 text-on-stage tabular-nums">
          <span className="sr-only">{t('videos.length')} </span>
          {clock(duration)}
        </span>
      )}
      {seen > 0 && (
        <div
          style={{ transform: `scaleX(${seen})` }}
          className="absolute inset-x-0 bottom-0 h-1 origin-left bg-accent"
        />
      )}
    </div>
  );
}
