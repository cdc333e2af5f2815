import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';

import { Tabs } from '@/components/ui/tabs';
import { ChannelVideos } from '@/features/browse/components/channel-videos';
import { PaymentOutcome } from '@/features/subscriptions/components/payment-outcome';
import { ChannelStreams } from '@/features/watch/components/channel-streams';
import { ChannelView } from '@/features/watch/components/channel-view';
import type { Broadcast } from '@/lib/broadcast-query';

import { LiveChat } from './live-chat';
import { NotFound } from './not-found';
import { ViewerActs, WayIn } from './viewer-acts';

/** /@handle. The router knows only whole segments, so what does not begin with @ ends here as well. */
export function Component() {
  const { at = '' } = useParams();
  if (!at.startsWith('@') || at === '@') return <NotFound />;
  return (
    <>
      <PaymentOutcome />
      <Channel key={at} handle={at.slice(1)} />
    </>
  );
}

function Channel({ handle }: { handle: string }) {
  const [viewerCount, setViewerCount] = useState<number | null>(null);
  return (
    <ChannelView
      handle={handle}
      viewerCount={viewerCount}
      wayIn={(stream) => <WayIn stream={stream} />}
      actions={(broadcast) => <Acts {...broadcast} />}
      aside={(stream) => <LiveChat stream={stream} place="watch" onViewerCount={setViewerCount} />}
      more={(broadcast) => <More {...broadcast} />}
    />
  );
}

/** What there is of a channel beside what is on air. */
function More({ channel, stream }: Broadcast) {
  const { t } = useTranslation();
  const showsVideos = useSearchParams()[0].get('tab') === 'videos';
  return (
    <div className="border-t border-line">
      <div className="mx-auto w-full max-w-[1600px] px-4 sm:px-6">
        <Tabs
          label={channel.title}
          tabs={[
            { to: '?', label: t('schedule.title'), isChosen: !showsVideos },
            { to: '?tab=videos', label: t('videos.page'), isChosen: showsVideos },
          ]}
        />
      </div>
      {showsVideos ? (
        <ChannelVideos channel={channel} />
      ) : (
        <ChannelStreams channel={channel} showsAbout={stream !== null} />
      )}
    </div>
  );
}

function Acts({ channel, stream }: Broadcast) {
  return (
    <ViewerActs
      userId={channel.userId}
      channelId={channel.id}
      name={channel.title}
      subject={stream === null ? 'channel' : 'stream'}
      subjectId={stream?.id ?? channel.id}
    />
  );
}
