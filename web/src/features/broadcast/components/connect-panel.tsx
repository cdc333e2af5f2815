import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { CopyRow } from '@/components/ui/copy-row';
import { Panel } from '@/components/ui/panel';
import { ProblemMessage } from '@/components/ui/problem-message';
import { Skeleton } from '@/components/ui/skeleton';
import { instanceQuery } from '@/lib/instance-query';

import { streamKeyQuery } from '../api/stream-key';
import { StreamKeyField } from './stream-key-field';

/** The two things to copy into the encoder. */
export function ConnectPanel({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const instance = useQuery(instanceQuery());
  const key = useQuery(streamKeyQuery(channelId));
  const failed = key.error ?? instance.error;

  if (failed !== null) {
    const retry = () => void Promise.all([key.refetch(), instance.refetch()]);
    return (
      <Panel title={t('studio.connectTitle')}>
        <ProblemMessage level={2} title={t('studio.keyFailed')} problem={failed} onRetry={retry} />
      </Panel>
    );
  }
  return (
    <Panel title={t('studio.connectTitle')} lead={t('studio.connectLead')}>
      {key.data && instance.data ? (
        <>
          <CopyRow label={t('studio.server')} value={instance.data.rtmpUrl} />
          <StreamKeyField channelId={channelId} streamKey={key.data.streamKey} />
        </>
      ) : (
        <>
          <Skeleton className="h-15" />
          <Skeleton className="h-20" />
        </>
      )}
    </Panel>
  );
}
