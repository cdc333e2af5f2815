import { MyChannel } from '@/components/layouts/my-channel';
import { Schedule } from '@/features/schedule/components/schedule';

export function Component() {
  return <MyChannel>{(channel) => <Schedule channel={channel} />}</MyChannel>;
}
