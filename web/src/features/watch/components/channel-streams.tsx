import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ListSkeleton } from '@/components/ui/listing';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Channel } from '@/lib/api-types';

import { channelStreamsQuery } from '../api/channel-streams';
import { StreamList } from './stream-list';

interface Props {
  channel: Channel;
  /** What the channel says of itself, where the page speaks of what is on air. */
  showsAbout: boolean;
}

/** What there is of a channel beside the picture: about it, what comes, what was. */
export function ChannelStreams({ channel, showsAbout }: Props) {
  const { t } = useTranslation();
  const streams = useQuery(channelStreamsQuery(channel.id));
  return (
    <div className="mx-auto grid w-full max-w-[1600px] items-start gap-x-10 gap-y-6 px-4 py-6 sm:px-6 md:grid-cols-2">
      {showsAbout && channel.description !== '' && (
        <section className="md:col-span-2">
          <h2 className="text-base font-title">{t('watch.about', { name: channel.title })}</h2>
          <p className="mt-2 max-w-prose text-base whitespace-pre-line">{channel.description}</p>
        </section>
      )}
      {streams.isPending && <ListSkeleton />}
      {streams.isError && !streams.data && (
        <ProblemMessage
          level={2}
          title={t('watch.streamsFailed')}
          problem={streams.error}
          onRetry={() => void streams.refetch()}
        />
      )}
      {streams.data && (
        <>
          <StreamList
            title={t('watch.schedule')}
            empty={t('watch.nothingPlanned')}
            streams={streams.data.filter(({ status }) => status === 'scheduled')}
          />
          <StreamList
            title={t('watch.past')}
            empty={t('watch.nothingPast')}
            streams={streams.data.filter(({ status }) => status === 'ended')}
          />
        </>
      )}
    </div>
  );
}
