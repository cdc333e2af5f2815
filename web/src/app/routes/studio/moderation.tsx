import { MyChannel } from '@/components/layouts/my-channel';
import { Moderation } from '@/features/chat/components/moderation';

export function Component() {
  return <MyChannel>{({ id }) => <Moderation channelId={id} />}</MyChannel>;
}
