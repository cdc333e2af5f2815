import { lazy, Suspense } from 'react';

import { ColumnSkeleton } from '@/features/chat/components/column-skeleton';
import type { Place } from '@/features/chat/components/places';
import { FollowButton } from '@/features/community/components/follow-button';
import { ReportDialog } from '@/features/community/components/report-dialog';
import type { Stream } from '@/lib/api-types';

// The picture comes first.
const ChatColumn = lazy(async () => ({
  default: (await import('@/features/chat/components/chat-column')).ChatColumn,
}));

interface Props {
  stream: Stream;
  place: Place;
  onViewerCount?: (count: number) => void;
}

const report = (messageId: string, onClose: () => void) => (
  <ReportDialog subject="message" subjectId={messageId} onClose={onClose} />
);

/** The chat of a stream with what other features give to it. */
export function LiveChat({ stream, place, onViewerCount }: Props) {
  const { id, userId, channelId } = stream;
  return (
    <Suspense fallback={<ColumnSkeleton place={place} />}>
      <ChatColumn
        key={id}
        streamId={id}
        channelId={channelId}
        place={place}
        onViewerCount={onViewerCount}
        follow={<FollowButton userId={userId} channelId={channelId} />}
        report={report}
      />
    </Suspense>
  );
}
