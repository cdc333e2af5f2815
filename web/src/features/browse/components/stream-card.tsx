import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { LiveBadge } from '@/components/ui/live-badge';
import { Mark } from '@/components/ui/mark';
import { ViewerCount } from '@/components/ui/viewer-count';
import { When } from '@/components/ui/when';
import type { Audience, Stream } from '@/lib/api-types';

export function StreamCard({ stream }: { stream: Stream }) {
  return (
    <article className="group relative flex flex-col gap-2">
      <div className="relative flex aspect-video items-center justify-center overflow-hidden rounded-panel border border-line bg-line/40 text-faint/40 transition-colors group-hover:border-faint">
        {stream.thumbnailUrl ? (
          <img src={stream.thumbnailUrl} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <Mark size={56} />
        )}
        <div className="absolute top-2 left-2 flex gap-1">
          {stream.isLive && <LiveBadge />}
          <ForWhom audience={stream.audience} />
        </div>
      </div>
      <div className="min-w-0">
        <h2 className="truncate text-base font-title">
          <Link
            to={stream.isLive ? `/@${stream.handle}` : `/watch/${stream.id}`}
            className="rounded-control after:absolute after:inset-0 after:rounded-panel"
          >
            {stream.title}
          </Link>
        </h2>
        <p className="flex min-w-0 items-center gap-2 text-sm text-muted">
          <span className="truncate">@{stream.handle}</span>
          <span aria-hidden>·</span>
          {stream.isLive ? <ViewerCount count={stream.viewerCount} /> : <Age stream={stream} />}
        </p>
      </div>
    </article>
  );
}

/** Said before somebody comes for nothing. */
function ForWhom({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  if (audience === 'everyone') return null;
  return (
    <span className="inline-flex items-center rounded-control border border-line bg-overlay px-2 text-xs leading-5 text-text">
      {t(`schedule.for.${audience}`)}
    </span>
  );
}

function Age({ stream }: { stream: Stream }) {
  return <When time={stream.endedAt ?? stream.scheduledAt ?? stream.createdAt} />;
}
