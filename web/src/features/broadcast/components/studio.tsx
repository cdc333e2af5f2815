import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Message } from '@/components/ui/message';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';

import { myChannelQuery } from '../api/my-channel';
import { AirPanel } from './air-panel';
import { ConnectPanel } from './connect-panel';
import { SharePanel } from './share-panel';

/** Where a broadcaster connects the encoder, sees that it works, and gets the link for the viewers. */
export function Studio() {
  const { t } = useTranslation();
  const mine = useQuery(myChannelQuery());

  if (mine.isPending) return <StudioSkeleton />;
  if (mine.data === undefined) {
    const retry = () => void mine.refetch();
    return <ProblemMessage title={t('studio.failed')} problem={mine.error} onRetry={retry} />;
  }
  if (mine.data === null) return <Message title={t('studio.failed')} />;
  return (
    <Columns
      left={
        <>
          <ConnectPanel channelId={mine.data.id} />
          <SharePanel handle={mine.data.handle} />
        </>
      }
      right={<AirPanel handle={mine.data.handle} />}
    />
  );
}

function Columns({ left, right }: { left: React.ReactNode; right: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto w-full max-w-6xl px-4 py-6 sm:px-6">
      <h1 className="mb-4 text-xl font-title tracking-tight">{t('studio.title')}</h1>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">{left}</div>
        {right}
      </div>
    </div>
  );
}

function StudioSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="sr-only">{t('common.loading')}</span>
      <Columns left={<Skeleton className="h-72" />} right={<Skeleton className="h-96" />} />
    </div>
  );
}
