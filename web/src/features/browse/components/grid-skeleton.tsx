import { useTranslation } from 'react-i18next';

import { Skeleton } from '@/components/ui/skeleton';

import { gridClass } from './stream-grid';

export function GridSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className="mx-auto w-full max-w-[1600px] px-4 py-6 sm:px-6">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="mb-4 h-7 w-28" />
      <div className={gridClass}>
        {[0, 1, 2].map((i) => (
          <div key={i} className="flex flex-col gap-2">
            <Skeleton className="aspect-video" />
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="h-4 w-1/3" />
          </div>
        ))}
      </div>
    </div>
  );
}
