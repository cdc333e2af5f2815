import { MyChannel } from '@/components/layouts/my-channel';
import { Emotes } from '@/features/chat/components/emotes';

export function Component() {
  return <MyChannel>{({ id }) => <Emotes channelId={id} />}</MyChannel>;
}
