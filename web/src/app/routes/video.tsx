import { useLocation, useParams } from 'react-router';

import { FollowButton } from '@/features/community/components/follow-button';
import { SubscribeButton } from '@/features/subscriptions/components/subscribe-button';
import { SharedView } from '@/features/video/components/shared-view';
import { VideoView } from '@/features/video/components/video-view';
import type { Video } from '@/lib/api-types';

/** /video/:id, with `#share=...` for whoever was given a link: no server's log sees what stands there. */
export function Component() {
  const { id = '' } = useParams();
  const share = new URLSearchParams(useLocation().hash.slice(1)).get('share');
  const channelActs = (video: Video) => <ChannelActs video={video} />;
  return share ? (
    <SharedView key={share} share={share} channelActs={channelActs} />
  ) : (
    <VideoView key={id} id={id} channelActs={channelActs} />
  );
}

function ChannelActs({ video: { userId, channelId, channel } }: { video: Video }) {
  return (
    <>
      <FollowButton userId={userId} channelId={channelId} />
      <SubscribeButton userId={userId} channelId={channelId} name={channel.title} />
    </>
  );
}
