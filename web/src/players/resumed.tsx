import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

import { clock } from '@/lib/elapsed';

const shownMs = 8000;

interface Props {
  at: number;
  onStartOver: () => void;
  onDone: () => void;
}

/** Says for a while that this is where the viewer left, with the way back to the beginning. */
export function Resumed({ at, onStartOver, onDone }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setTimeout(onDone, shownMs);
    return () => clearTimeout(timer);
  }, [onDone]);
  return (
    <div className="absolute bottom-20 left-3 flex items-center gap-3 rounded-panel bg-stage-veil py-1 pr-1 pl-3 text-sm text-on-stage">
      <span role="status">{t('player.resumed', { time: clock(at) })}</span>
      <button
        type="button"
        onClick={() => {
          onStartOver();
          onDone();
        }}
        className="h-8 rounded-control bg-on-stage px-3 font-title text-stage"
      >
        {t('player.startOver')}
      </button>
    </div>
  );
}
