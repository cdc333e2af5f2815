import { MyChannel } from '@/components/layouts/my-channel';
import { Subscribers } from '@/features/subscriptions/components/subscribers';

export function Component() {
  return <MyChannel>{(channel) => <Subscribers channel={channel} />}</MyChannel>;
}
