import { useTranslation } from 'react-i18next';

import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';

import { useRoom, useRoomState } from '../hooks/use-room';

/** What stands above the oldest message that is shown. */
export function LogTop() {
  const { t } = useTranslation();
  const room = useRoom();
  const older = useRoomState((state) => state.older);
  const phase = useRoomState((state) => state.phase);
  const isEmpty = useRoomState(({ rows, drafts }) => rows.length + drafts.length === 0);

  if (phase === 'joining' && isEmpty) return <LogSkeleton />;
  if (phase === 'joined' && isEmpty) {
    return <p className="px-3 py-2 text-sm text-muted">{t('chat.empty')}</p>;
  }
  if (older === 'loading') {
    return <p className="px-3 py-1 text-center text-xs text-faint">{t('common.loading')}</p>;
  }
  if (older === 'none') {
    return <p className="px-3 py-1 text-center text-xs text-faint">{t('chat.beginning')}</p>;
  }
  if (older !== 'failed') return null;
  return (
    <p
      role="alert"
      className="flex items-center justify-center gap-2 px-3 py-1 text-xs text-danger"
    >
      {t('chat.olderFailed')}
      <Button look="quiet" onClick={() => void room.up()}>
        {t('common.retry')}
      </Button>
    </p>
  );
}

const widths = ['w-3/4', 'w-1/2', 'w-5/6', 'w-2/3', 'w-1/3', 'w-3/5'];

function LogSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" className="flex flex-col gap-3 px-3 py-1">
      <span className="sr-only">{t('common.loading')}</span>
      {widths.map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
