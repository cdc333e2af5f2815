import type { ReactNode } from 'react';

import type { Stream } from '@/lib/api-types';
import { LiveVideo } from '@/players/live-video';

import { StageFrame } from './stage-frame';

interface Props {
  stream: Stream | null;
  /** What stands there when nothing is on air. */
  offAir: ReactNode;
  /** The picture stalled or failed: what is known of the stream may be old. */
  onTrouble: () => void;
}

/** The picture of a stream that is on air. */
export function Stage({ stream, offAir, onTrouble }: Props) {
  return (
    <StageFrame>
      {stream?.isLive ? (
        <LiveVideo
          title={stream.title}
          sources={stream.playback}
          publisherAway={stream.status === 'reconnecting'}
          onTrouble={onTrouble}
        />
      ) : (
        offAir
      )}
    </StageFrame>
  );
}
