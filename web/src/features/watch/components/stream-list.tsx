import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { When } from '@/components/ui/when';
import type { Stream } from '@/lib/api-types';
import { exactCount } from '@/lib/counts';
import { duration } from '@/lib/duration';

interface Props {
  title: string;
  empty: string;
  streams: Stream[];
}

/** Streams by title and time. */
export function StreamList({ title, empty, streams }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="text-base font-title">
        {title}
      </h2>
      {streams.length === 0 ? (
        <p className="mt-2 text-sm text-muted">{empty}</p>
      ) : (
        <ul className="mt-1">
          {streams.map((stream) => (
            <li key={stream.id} className="border-b border-line py-2 last:border-0">
              <Link to={`/watch/${stream.id}`} className="rounded-control hover:text-accent">
                {stream.title}
              </Link>
              <p className="text-xs text-muted">
                <Facts stream={stream} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Facts({ stream }: { stream: Stream }) {
  const { t, i18n } = useTranslation();
  if (stream.status === 'scheduled') {
    return stream.scheduledAt === null ? t('watch.anyTime') : <When time={stream.scheduledAt} />;
  }
  const views = { count: stream.viewCount, shown: exactCount(stream.viewCount, i18n.language) };
  return (
    <>
      {stream.startedAt !== null && <When time={stream.startedAt} />}
      {` · ${duration(stream.duration, i18n.language)} · ${t('watch.views', views)}`}
    </>
  );
}
