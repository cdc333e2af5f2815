import { useParams } from 'react-router';

import { FollowButton } from '@/features/community/components/follow-button';
import { ChannelView } from '@/features/watch/components/channel-view';

import { NotFound } from './not-found';

/** /@handle. The router knows only whole segments, so what does not begin with @ ends here as well. */
export function Component() {
  const { at = '' } = useParams();
  if (!at.startsWith('@') || at === '@') return <NotFound />;
  return (
    <ChannelView
      key={at}
      handle={at.slice(1)}
      actions={({ channel }) => <FollowButton userId={channel.userId} channelId={channel.id} />}
      more={() => null}
    />
  );
}
