import { useTranslation } from 'react-i18next';

import { Skeleton } from '@/components/ui/skeleton';

import { StageFrame } from './stage-frame';

export function WatchSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status">
      <span className="sr-only">{t('common.loading')}</span>
      <StageFrame>{null}</StageFrame>
      <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-2 px-4 py-4 sm:px-6">
        <Skeleton className="h-7 w-1/2 max-w-md" />
        <Skeleton className="h-5 w-28" />
      </div>
    </div>
  );
}
