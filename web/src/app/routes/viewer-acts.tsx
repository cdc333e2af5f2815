import { FollowAct, FollowButton } from '@/features/community/components/follow-button';
import { ReportButton } from '@/features/community/components/report-button';
import { SubscribeButton } from '@/features/subscriptions/components/subscribe-button';
import type { NewReport, Stream } from '@/lib/api-types';

type Props = Pick<NewReport, 'subject' | 'subjectId'> & {
  userId: string;
  channelId: string;
  name: string;
};

/** What a viewer can do where a channel is watched. */
export function ViewerActs({ userId, channelId, name, subject, subjectId }: Props) {
  return (
    <>
      <FollowButton userId={userId} channelId={channelId} />
      <SubscribeButton userId={userId} channelId={channelId} name={name} />
      <ReportButton subject={subject} subjectId={subjectId} ownerId={userId} />
    </>
  );
}

/** What makes a viewer one of those whom a stream is for. */
export function WayIn({ stream }: { stream: Stream }) {
  const { userId, channelId, handle, audience } = stream;
  return audience === 'subscribers' ? (
    <SubscribeButton userId={userId} channelId={channelId} name={`@${handle}`} />
  ) : (
    <FollowAct userId={userId} channelId={channelId} />
  );
}
