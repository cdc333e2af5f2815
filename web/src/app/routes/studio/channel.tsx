import { MyChannel } from '@/components/layouts/my-channel';
import { ChannelSettings } from '@/features/channels/components/channel-settings';

export function Component() {
  return <MyChannel>{(channel) => <ChannelSettings channel={channel} />}</MyChannel>;
}
