import { Send } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { IconButton } from '@/components/ui/icon-button';

import { useCountdown } from '../hooks/use-countdown';
import { useRoom, useRoomState } from '../hooks/use-room';
import { useSuggestions } from '../hooks/use-suggestions';
import type { Message } from '../room/message';
import { accept, type Suggestion } from '../room/suggestions';
import { EmotePicker } from './emote-picker';
import { ReplyBar } from './reply-bar';
import { optionId, SuggestionList } from './suggestion-list';

const charactersMax = 500;
const counterFrom = 400;

interface Props {
  replyTo: Message | null;
  onReplyDone: () => void;
}

/** Where one writes. */
export function Composer({ replyTo, onReplyDone }: Props) {
  const { t } = useTranslation();
  const { drafts } = useRoom();
  const field = useRef<HTMLTextAreaElement>(null);
  const [written, setWritten] = useState({ text: '', caret: 0 });
  const waitSeconds = useCountdown(useRoomState(({ slowUntilMs }) => slowUntilMs));
  const { text } = written;
  const length = Array.from(text).length;
  const isTooLong = length > charactersMax;

  const write = (next: { text: string; caret: number }) => {
    setWritten(next);
    queueMicrotask(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const suggestions = useSuggestions(written);
  const choose = (chosen: Suggestion) => write(accept(text, suggestions, chosen));
  const { items, active, listId } = suggestions;

  useEffect(() => {
    if (replyTo !== null) field.current?.focus();
  }, [replyTo]);

  const send = async () => {
    const words = text.replace(/\s+/g, ' ').trim();
    if (words === '' || isTooLong || waitSeconds > 0) return;
    setWritten({ text: '', caret: 0 });
    onReplyDone();
    const isTaken = await drafts.send(words, replyTo);
    if (!isTaken)
      setWritten((now) => (now.text === '' ? { text: words, caret: words.length } : now));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return; // Enter then ends a word of another script.
    const chosen = suggestions.onKey(event);
    if (chosen !== false) event.preventDefault();
    if (chosen !== false && chosen !== true) choose(chosen);
    if (chosen !== false) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape') onReplyDone();
  };

  return (
    <div className="relative">
      {replyTo && <ReplyBar message={replyTo} onCancel={onReplyDone} />}
      <SuggestionList id={listId} items={items} active={active} onChoose={choose} />
      <div className="flex items-end gap-1 rounded-control border border-line bg-ground p-1 focus-within:border-accent">
        <textarea
          ref={field}
          rows={1}
          value={text}
          role="combobox"
          aria-label={t('chat.message')}
          placeholder={t('chat.placeholder')}
          aria-invalid={isTooLong}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? optionId(listId, active) : undefined}
          enterKeyHint="send"
          onChange={({ target }) => {
            setWritten({ text: target.value, caret: target.selectionStart });
            suggestions.reset();
          }}
          onSelect={({ currentTarget: { selectionStart } }) =>
            setWritten((now) => ({ ...now, caret: selectionStart }))
          }
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-28 min-h-8 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base outline-none placeholder:text-faint sm:text-sm"
        />
        {length >= counterFrom && <Counter left={charactersMax - length} />}
        <EmotePicker
          onChoose={(code) => {
            const added = `${text}${text === '' || text.endsWith(' ') ? '' : ' '}:${code}: `;
            write({ text: added, caret: added.length });
          }}
        />
        {waitSeconds > 0 ? (
          <span
            role="timer"
            aria-label={t('chat.waitLabel', { count: waitSeconds })}
            className="flex h-8 min-w-8 items-center justify-center px-1 text-xs text-muted tabular-nums"
          >
            {waitSeconds}
          </span>
        ) : (
          <IconButton
            label={t('chat.send')}
            disabled={text.trim() === '' || isTooLong}
            onClick={() => void send()}
            className="text-accent! disabled:text-faint!"
          >
            <Send size={18} aria-hidden />
          </IconButton>
        )}
      </div>
    </div>
  );
}

function Counter({ left }: { left: number }) {
  const { t } = useTranslation();
  return (
    <span
      aria-label={t(left < 0 ? 'chat.tooLong' : 'chat.charactersLeft', { count: Math.abs(left) })}
      className={`self-center text-xs tabular-nums ${left < 0 ? 'text-danger' : 'text-faint'}`}
    >
      {left}
    </span>
  );
}
