import { MyChannel } from '@/components/layouts/my-channel';
import { Statistics } from '@/features/statistics/components/statistics';

export function Component() {
  return <MyChannel>{(channel) => <Statistics channel={channel} />}</MyChannel>;
}
