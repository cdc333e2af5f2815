import { useState } from 'react';
import { useParams } from 'react-router';

import { StreamView } from '@/features/watch/components/stream-view';

import { LiveChat } from './live-chat';
import { ViewerActs, WayIn } from './viewer-acts';

export function Component() {
  const { id = '' } = useParams();
  return <Watch key={id} id={id} />;
}

function Watch({ id }: { id: string }) {
  const [viewerCount, setViewerCount] = useState<number | null>(null);
  return (
    <StreamView
      id={id}
      viewerCount={viewerCount}
      wayIn={(stream) => <WayIn stream={stream} />}
      aside={(stream) => <LiveChat stream={stream} place="watch" onViewerCount={setViewerCount} />}
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
