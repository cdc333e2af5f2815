import { useTranslation } from 'react-i18next';

import type { Suggestion } from '../room/suggestions';

interface Props {
  id: string;
  items: readonly Suggestion[];
  active: number;
  onChoose: (chosen: Suggestion) => void;
}

export const optionId = (listId: string, at: number): string => `${listId}-${at}`;

/** What could be meant, above what is being written. The focus stays there. */
export function SuggestionList({ id, items, active, onChoose }: Props) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={t('chat.suggestions')}
      className="absolute inset-x-3 bottom-full z-10 mb-1 max-h-64 overflow-y-auto rounded-panel border border-line bg-overlay p-1 shadow-overlay"
    >
      {items.map((item, i) => (
        <li
          key={item.insert}
          id={optionId(id, i)}
          role="option"
          aria-selected={i === active}
          onPointerDown={(event) => {
            event.preventDefault(); // The focus stays in the text.
            onChoose(item);
          }}
          className={`flex cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-sm ${i === active ? 'bg-line/60' : ''}`}
        >
          <Shown item={item} />
        </li>
      ))}
    </ul>
  );
}

function Shown({ item }: { item: Suggestion }) {
  const { t } = useTranslation();
  if (item.type === 'mention') return <span className="font-title">{item.insert.trim()}</span>;
  if (item.type === 'emote') {
    return (
      <>
        <img src={item.url} alt="" className="size-6 object-contain" />
        {item.insert.trim()}
      </>
    );
  }
  const { name, usage } = item.command;
  return (
    <span className="flex min-w-0 flex-col">
      <span>
        <span className="font-title">/{name}</span>{' '}
        <span className="text-xs text-faint">{usage}</span>
      </span>
      <span className="text-xs text-muted">{t(`chat.commands.${name}`)}</span>
    </span>
  );
}
