import { useTranslation } from 'react-i18next';

import { useNow } from '@/lib/use-now';
import { exactTime, when } from '@/lib/when';

const everyMs = 30_000;

/** A time as people say it; the exact one on hover. */
export function When({ time }: { time: string }) {
  const { i18n } = useTranslation();
  const now = useNow(everyMs);
  const timeMs = Date.parse(time);
  return (
    <time dateTime={time} title={exactTime(timeMs, i18n.language)}>
      {when(timeMs, now, i18n.language)}
    </time>
  );
}
