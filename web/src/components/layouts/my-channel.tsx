import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { ListSkeleton } from '@/components/ui/listing';
import { Message } from '@/components/ui/message';
import { ProblemMessage } from '@/components/ui/problem-message';
import type { Channel } from '@/lib/api-types';
import { myChannelQuery } from '@/lib/my-channel-query';

interface Props {
  /** In its place while it is loaded. */
  skeleton?: ReactNode;
  children: (channel: Channel) => ReactNode;
}

/** For what needs to know which channel is mine. */
export function MyChannel({ skeleton, children }: Props) {
  const { t } = useTranslation();
  const mine = useQuery(myChannelQuery());
  if (mine.isPending) return skeleton ?? <ListSkeleton />;
  if (mine.data === undefined) {
    const retry = () => void mine.refetch();
    return <ProblemMessage title={t('studio.failed')} problem={mine.error} onRetry={retry} />;
  }
  if (mine.data === null) return <Message title={t('studio.failed')} />;
  return children(mine.data);
}
