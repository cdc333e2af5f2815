import { MyChannel } from '@/components/layouts/my-channel';
import { ChannelPage } from '@/features/channels/components/channel-page';

export function Component() {
  return <MyChannel>{(channel) => <ChannelPage channel={channel} />}</MyChannel>;
}
