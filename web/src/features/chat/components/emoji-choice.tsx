import { useTranslation } from 'react-i18next';

import { useRoomState } from '../hooks/use-room';

const usual = ['👍', '❤️', '😂', '😮', '😢', '👏', '🔥', '🎉'];

/** What to react with. */
export function EmojiChoice({ onChoose }: { onChoose: (emoji: string) => void }) {
  const { t } = useTranslation();
  const emotes = useRoomState((state) => state.emotes);
  const choices = [
    ...usual.map((emoji) => ({ emoji, url: null })),
    ...emotes.map(({ code, url }) => ({ emoji: `:${code}:`, url })),
  ];
  return (
    <div className="grid grid-cols-8 gap-0.5">
      {choices.map(({ emoji, url }) => (
        <button
          key={emoji}
          type="button"
          tabIndex={-1}
          aria-label={t('chat.reactWith', { emoji })}
          title={url === null ? undefined : emoji}
          onClick={() => onChoose(emoji)}
          className="flex size-8 items-center justify-center rounded-control text-base hover:bg-line/60"
        >
          {url === null ? emoji : <img src={url} alt="" className="size-6 object-contain" />}
        </button>
      ))}
    </div>
  );
}
