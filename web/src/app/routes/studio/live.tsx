import { MyChannel } from '@/components/layouts/my-channel';
import { Studio, StudioSkeleton } from '@/features/broadcast/components/studio';
import { LiveDetails } from '@/features/schedule/components/live-details';

import { LiveChat } from '../live-chat';

export function Component() {
  return (
    <MyChannel skeleton={<StudioSkeleton />}>
      {(channel) => (
        <Studio
          channel={channel}
          details={(stream) => <LiveDetails stream={stream} />}
          chat={(stream) => <LiveChat stream={stream} place="studio" />}
        />
      )}
    </MyChannel>
  );
}
