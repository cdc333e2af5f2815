import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Mark } from '@/components/ui/mark';
import { Panel } from '@/components/ui/panel';
import { ViewerCount } from '@/components/ui/viewer-count';
import type { Stream } from '@/lib/api-types';
import type { Broadcast } from '@/lib/broadcast-query';
import { StreamVideo } from '@/players/stream-video';

import { studioBroadcastQuery } from '../api/studio-broadcast';
import { AirCheck, type Air } from './air-check';

interface Props {
  handle: string;
  details: (stream: Stream) => ReactNode;
}

/** Whether the server has our stream, as it says itself every few seconds, and what viewers see. */
export function AirPanel({ handle, details }: Props) {
  const { t } = useTranslation();
  const query = useQuery(studioBroadcastQuery(handle));
  const stream = query.data?.stream ?? null;

  return (
    <>
      <Panel title={t('studio.stateTitle')}>
        <div className="flex items-start justify-between gap-4">
          <AirCheck air={airOf(query.data, query.isError)} startedAt={stream?.startedAt ?? null} />
          {stream && (
            <span className="shrink-0 text-sm text-muted">
              <ViewerCount count={stream.viewerCount} />
            </span>
          )}
        </div>
        <div className="aspect-video overflow-hidden rounded-control bg-stage text-on-stage-muted">
          {stream ? (
            <StreamVideo preview stream={stream} refused={() => null} />
          ) : (
            <div className="flex size-full flex-col items-center justify-center gap-2 text-sm">
              <Mark size={40} />
              {t('studio.preview')}
            </div>
          )}
        </div>
      </Panel>
      {stream && details(stream)}
    </>
  );
}

function airOf(data: Broadcast | undefined, failed: boolean): Air {
  if (failed) return 'unknown';
  if (!data?.stream) return 'waiting';
  return data.stream.status === 'reconnecting' ? 'reconnecting' : 'onAir';
}
