import { useParams } from 'react-router';

import { StreamView } from '@/features/watch/components/stream-view';

import { ViewerActs, WayIn } from './viewer-acts';

export function Component() {
  const { id = '' } = useParams();
  return (
    <StreamView
      key={id}
      id={id}
      wayIn={(stream) => <WayIn stream={stream} />}
      actions={(stream) => (
        <ViewerActs
          userId={stream.userId}
          channelId={stream.channelId}
          name={`@${stream.handle}`}
          subject="stream"
          subjectId={stream.id}
        />
      )}
    />
  );
}
