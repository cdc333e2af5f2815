import type { ReactNode } from 'react';

import { StageFrame } from '@/components/layouts/stage-frame';
import type { Stream } from '@/lib/api-types';
import { StreamVideo } from '@/players/stream-video';

import { Gate } from './gate';

interface Props {
  stream: Stream | null;
  /** What stands there when nothing is on air. */
  offAir: ReactNode;
  /** The picture stalled or failed: what is known of the stream may be old. */
  onTrouble: () => void;
  /** What a viewer can do to be one of those whom it is for. */
  wayIn: ReactNode;
}

/** The picture of a stream that is on air. */
export function Stage({ stream, offAir, onTrouble, wayIn }: Props) {
  return (
    <StageFrame>
      {stream?.isLive ? (
        <StreamVideo
          stream={stream}
          onTrouble={onTrouble}
          refused={(problem, retry) => (
            <Gate stream={stream} problem={problem} wayIn={wayIn} onRetry={retry} />
          )}
        />
      ) : (
        offAir
      )}
    </StageFrame>
  );
}
