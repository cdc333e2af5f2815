import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ListSkeleton } from '@/components/ui/listing';
import { Message } from '@/components/ui/message';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Channel } from '@/lib/api-types';
import { useMyChannel } from '@/lib/use-my-channel';

interface Props {
  /** In its place while it is loaded. */
  skeleton?: ReactNode;
  children: (channel: Channel) => ReactNode;
}

/** For what needs to know which channel is mine, begun anew for each. */
export function MyChannel({ skeleton, children }: Props) {
  const { t } = useTranslation();
  const { channels, channel, error, refetch } = useMyChannel();
  if (channel !== undefined) return <Fragment key={channel.id}>{children(channel)}</Fragment>;
  if (channels !== undefined) return <Message title={t('studio.failed')} />;
  if (error === null) return skeleton ?? <ListSkeleton />;
  const retry = () => void refetch();
  return <ProblemMessage title={t('studio.failed')} problem={error} onRetry={retry} />;
}
