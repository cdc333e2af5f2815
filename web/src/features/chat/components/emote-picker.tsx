import { Smile } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Popup } from '@/components/ui/popup';

import { useRoomState } from '../hooks/use-room';

/** The channel's emotes, for who writes; the arrow keys go among them. */
export function EmotePicker({ onChoose }: { onChoose: (code: string) => void }) {
  const { t } = useTranslation();
  return (
    <Popup kind="dialog" label={t('chat.emotes')} icon={<Smile size={18} aria-hidden />}>
      {(close) => (
        <Choice
          onChoose={(code) => {
            close();
            onChoose(code);
          }}
        />
      )}
    </Popup>
  );
}

function Choice({ onChoose }: { onChoose: (code: string) => void }) {
  const { t } = useTranslation();
  const emotes = useRoomState((state) => state.emotes);
  const [words, setWords] = useState('');
  if (emotes.length === 0) {
    return <p className="max-w-56 p-3 text-sm text-muted">{t('chat.noEmotes')}</p>;
  }
  const found = emotes.filter(({ code }) => code.toLowerCase().includes(words.toLowerCase()));
  return (
    <div className="w-72 max-w-full">
      <input
        type="search"
        aria-label={t('chat.findEmote')}
        placeholder={t('chat.findEmote')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        className="mb-1 h-8 w-full rounded-control border border-line bg-raised px-2 text-sm placeholder:text-faint"
      />
      <div className="grid grid-cols-6 gap-0.5">
        {found.map(({ code, url }) => (
          <button
            key={code}
            type="button"
            title={`:${code}:`}
            onClick={() => onChoose(code)}
            className="flex aspect-square items-center justify-center rounded-control hover:bg-line/60"
          >
            <img src={url} alt={`:${code}:`} className="size-8 object-contain" />
          </button>
        ))}
      </div>
    </div>
  );
}
