import { Check, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Popup } from '@/components/ui/popup';

import { speeds } from './vod-commands';
import { automatic, type VodState } from './vod-state';

interface Props {
  state: VodState;
  speed: number;
  onSpeed: (speed: number) => void;
  onQuality: (level: number) => void;
}

/** How fast it plays, and how fine the picture is where there is a choice. */
export function VodSettings({ state: { qualities, quality }, speed, onSpeed, onQuality }: Props) {
  const { t, i18n } = useTranslation();
  const figure = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <Popup
      label={t('player.settings')}
      icon={<Settings size={18} aria-hidden />}
      className="size-9! text-on-stage! hover:bg-stage-hover"
    >
      {(close) => (
        <>
          {qualities.length > 0 && (
            <Choice
              title={t('player.quality')}
              options={[
                { value: automatic, label: t('player.automatic') },
                ...qualities.map(({ level, height }) => ({ value: level, label: `${height}p` })),
              ]}
              chosen={quality}
              onChoose={(level) => {
                close();
                onQuality(level);
              }}
            />
          )}
          <Choice
            title={t('player.speed')}
            options={speeds.map((value) => ({
              value,
              label: value === 1 ? t('player.normalSpeed') : `${figure(value)} ×`,
            }))}
            chosen={speed}
            onChoose={(value) => {
              close();
              onSpeed(value);
            }}
          />
        </>
      )}
    </Popup>
  );
}

interface ChoiceProps {
  title: string;
  options: readonly { value: number; label: string }[];
  chosen: number;
  onChoose: (value: number) => void;
}

function Choice({ title, options, chosen, onChoose }: ChoiceProps) {
  return (
    <div role="group" aria-label={title} className="border-t border-line py-1 first:border-0">
      <p className="px-3 py-1 text-xs text-faint">{title}</p>
      {options.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="menuitemradio"
          aria-checked={value === chosen}
          tabIndex={-1}
          onClick={() => onChoose(value)}
          className="flex w-full items-center gap-2 rounded-control px-3 py-1 text-left text-sm hover:bg-line/60"
        >
          <Check size={16} aria-hidden className={value === chosen ? '' : 'invisible'} />
          {label}
        </button>
      ))}
    </div>
  );
}
