import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { clock } from '@/lib/elapsed';

import type { Timeline } from './use-timeline';
import { smallStep } from './vod-commands';

interface Props {
  timeline: Timeline;
  onSeek: (seconds: number) => void;
}

const pageSeconds = 60;

/** The line of time: what was seen, what has arrived, and the way to any place. */
export function SeekBar({ timeline: { time, duration, buffered }, onSeek }: Props) {
  const { t } = useTranslation();
  const [pointed, setPointed] = useState<number | null>(null);
  const part = (seconds: number) => (duration === 0 ? 0 : Math.min(1, seconds / duration));
  const point = (event: PointerEvent) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPointed(Math.min(1, Math.max(0, (event.clientX - left) / width)));
  };
  const keys: Record<string, number> = {
    ArrowLeft: time - smallStep,
    ArrowRight: time + smallStep,
    PageUp: time + pageSeconds,
    PageDown: time - pageSeconds,
    Home: 0,
    End: duration,
  };
  const press = (event: KeyboardEvent) => {
    const to = keys[event.key];
    if (to === undefined) return;
    event.preventDefault(); // The slider's own step is far smaller.
    onSeek(to);
  };

  return (
    <div
      className="group/seek relative mx-3 h-4"
      onPointerMove={point}
      onPointerLeave={() => setPointed(null)}
    >
      <div className="absolute inset-x-0 bottom-1 h-1 overflow-hidden rounded-round bg-stage-hover transition-[height] group-hover/seek:h-1.5">
        <Fill part={part(buffered)} className="bg-stage-hover" />
        <Fill part={part(time)} className="bg-stage-accent" />
      </div>
      {pointed !== null && duration > 0 && (
        <span
          aria-hidden
          style={{ left: `${pointed * 100}%` }}
          className="absolute bottom-4 -translate-x-1/2 rounded-control bg-stage-veil px-2 text-xs leading-5 text-on-stage tabular-nums"
        >
          {clock(pointed * duration)}
        </span>
      )}
      <input
        type="range"
        min={0}
        max={duration}
        step="any"
        value={time}
        disabled={duration === 0}
        aria-label={t('player.seek')}
        aria-valuetext={t('player.timeOf', { time: clock(time), duration: clock(duration) })}
        onKeyDown={press}
        onChange={(event) => onSeek(event.target.valueAsNumber)}
        className="seek-range absolute -inset-x-1.5 bottom-0 h-3 w-[calc(100%+12px)] cursor-pointer"
      />
    </div>
  );
}

function Fill({ part, className }: { part: number; className: string }) {
  return (
    <div
      className={`absolute inset-0 origin-left ${className}`}
      style={{ transform: `scaleX(${part})` }}
    />
  );
}
