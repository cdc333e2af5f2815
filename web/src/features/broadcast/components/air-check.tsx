import { useTranslation } from 'react-i18next';

import { elapsed } from '@/lib/elapsed';
import { useNow } from '@/lib/use-now';

export type Air = 'waiting' | 'onAir' | 'reconnecting' | 'unknown';

interface Props {
  air: Air;
  startedAt: string | null;
}

const dots: Record<Air, string> = {
  waiting: 'border-2 border-faint animate-breathe',
  onAir: 'bg-live',
  reconnecting: 'bg-warn animate-breathe',
  unknown: 'border-2 border-warn',
};

/** The live check: says what the server sees of the stream, and changes by itself. */
export function AirCheck({ air, startedAt }: Props) {
  const { t } = useTranslation();
  return (
    <div role="status" className="flex items-start gap-3">
      <span aria-hidden className={`mt-1.5 size-3 shrink-0 rounded-round ${dots[air]}`} />
      <div className="min-w-0">
        <p className="text-lg font-title">{t(`studio.${air}`)}</p>
        <p className="text-sm text-muted">{t(`studio.${air}Text`)}</p>
        {air === 'onAir' && startedAt !== null && <Uptime startedAt={startedAt} />}
      </div>
    </div>
  );
}

function Uptime({ startedAt }: { startedAt: string }) {
  const { t } = useTranslation();
  const time = elapsed(Date.parse(startedAt), useNow(1000));
  return (
    // Read out once, not every second.
    <p aria-hidden className="mt-1 text-sm text-muted tabular-nums">
      {t('studio.uptime', { time })}
    </p>
  );
}
