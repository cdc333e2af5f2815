import { useRef, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';

import { WatchPage } from '@/components/layouts/watch-page';
import type { Video } from '@/lib/api-types';
import { timeMark } from '@/lib/time-mark';
import { useTitle } from '@/lib/use-title';
import type { VodSources } from '@/players/vod-state';
import type { VodControls } from '@/players/vod-video';

import { AboutVideo } from './about-video';
import { MoreVideos } from './more-videos';
import { Player } from './player';
import { VideoActs } from './video-acts';
import { VideoStage } from './video-stage';

export interface Shared {
  secret: string;
  sources: VodSources;
  renew: () => Promise<VodSources>;
}

interface Props {
  video: Video;
  viewerId: string | null;
  channelActs: ReactNode;
  shared?: Shared;
}

/** A video with what belongs to it. */
export function VideoPage({ video, viewerId, channelActs, shared }: Props) {
  const controls = useRef<VodControls>(null);
  const asked = useSearchParams()[0].get('t');
  useTitle(video.title);
  return (
    <WatchPage
      stage={
        <VideoStage video={video} isOwner={viewerId === video.userId}>
          <Player
            ref={controls}
            video={video}
            viewerId={viewerId}
            startAt={asked === null ? null : timeMark(asked)}
            shared={shared}
          />
        </VideoStage>
      }
      about={
        <AboutVideo
          video={video}
          onSeek={(seconds) => {
            controls.current?.seekTo(seconds);
            scrollTo({ top: 0, behavior: 'smooth' });
          }}
          channelActs={channelActs}
          acts={
            <VideoActs
              video={video}
              viewerId={viewerId}
              controls={controls}
              share={shared?.secret}
            />
          }
        />
      }
      aside={<MoreVideos video={video} />}
    />
  );
}
