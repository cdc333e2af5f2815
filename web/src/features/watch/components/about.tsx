import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { LiveBadge } from '@/components/ui/live-badge';
import { ViewerCount } from '@/components/ui/viewer-count';
import { elapsed } from '@/lib/elapsed';
import { useNow } from '@/lib/use-now';

interface Props {
  title: string;
  handle: string;
  description: string;
  isLive: boolean;
  viewerCount: number;
  startedAt?: string | null | undefined;
  /** What a viewer can do here. */
  actions?: ReactNode;
}

/** Title and channel under the picture. */
export function About({ title, handle, description, isLive, viewerCount, ...rest }: Props) {
  const { startedAt, actions } = rest;
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-1 px-4 py-4 sm:px-6">
      <div className="flex min-w-0 flex-col gap-x-4 gap-y-1 sm:flex-row sm:items-start sm:justify-between">
        <h1 className="min-w-0 text-lg font-title">{title}</h1>
        {isLive && (
          <div className="flex shrink-0 items-center gap-3 sm:pt-1 text-sm text-muted">
            <LiveBadge />
            <ViewerCount count={viewerCount} />
            {startedAt && <Duration startedAt={startedAt} />}
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Link to={`/@${handle}`} className="rounded-control text-sm text-muted hover:text-text">
          @{handle}
        </Link>
        {actions !== undefined && (
          <div className="flex flex-wrap items-center gap-2">{actions}</div>
        )}
      </div>
      {description !== '' && (
        <p className="mt-2 max-w-prose text-base whitespace-pre-line">{description}</p>
      )}
    </div>
  );
}

function Duration({ startedAt }: { startedAt: string }) {
  const { t } = useTranslation();
  const time = elapsed(Date.parse(startedAt), useNow(1000));
  return (
    <span className="tabular-nums" title={t('watch.startedAgo', { time })}>
      {time}
    </span>
  );
}
