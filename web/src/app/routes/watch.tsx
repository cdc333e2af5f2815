import { useParams } from 'react-router';

import { FollowButton } from '@/features/community/components/follow-button';
import { StreamView } from '@/features/watch/components/stream-view';

export function Component() {
  const { id = '' } = useParams();
  return (
    <StreamView
      key={id}
      id={id}
      actions={({ userId, channelId }) => <FollowButton userId={userId} channelId={channelId} />}
    />
  );
}
