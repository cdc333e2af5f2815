import { MyChannel } from '@/components/layouts/my-channel';
import { ChatSettings } from '@/features/chat/components/chat-settings';

export function Component() {
  return <MyChannel>{({ id }) => <ChatSettings channelId={id} />}</MyChannel>;
}
