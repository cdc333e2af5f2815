import { Pencil, Play, Square, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';
import type { Stream } from '@/lib/api-types';

interface Props {
  stream: Stream;
  /** It was chosen for the next publish. */
  isNext: boolean;
  onEdit: () => void;
  onStart: () => void;
  onStop: () => void;
  onDelete: () => void;
}

/** What can be done with a stream of mine. */
export function StreamActs({ stream, isNext, ...on }: Props) {
  const { t } = useTranslation();
  const { title, status, isLive } = stream;
  return (
    <div className="flex justify-end">
      {status === 'scheduled' && (
        <IconButton
          label={t('schedule.start', { title })}
          aria-pressed={isNext}
          onClick={on.onStart}
          className={isNext ? 'text-accent!' : ''}
        >
          <Play size={18} aria-hidden />
        </IconButton>
      )}
      {isLive && (
        <IconButton label={t('schedule.stop', { title })} onClick={on.onStop}>
          <Square size={18} aria-hidden />
        </IconButton>
      )}
      <IconButton label={t('schedule.edit', { title })} onClick={on.onEdit}>
        <Pencil size={18} aria-hidden />
      </IconButton>
      {!isLive && (
        <IconButton label={t('schedule.delete', { title })} onClick={on.onDelete}>
          <Trash2 size={18} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
