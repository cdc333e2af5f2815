import { useId, useMemo, useState, type KeyboardEvent } from 'react';

import type { Row } from '../room/message-log';
import type { RoomState } from '../room/room-state';
import { suggestionsFor, type Suggestion } from '../room/suggestions';
import { useRoomState } from './use-room';

interface Written {
  text: string;
  caret: number;
}

/** What fits what is being written, and the keys that choose from it. */
export function useSuggestions({ text, caret }: Written) {
  const listId = useId();
  const rows = useRoomState((state) => state.rows);
  const emotes = useRoomState((state) => state.emotes);
  const role = useRoomState(({ you }) => roleOf(you));
  const [active, setActive] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);

  const isAsked = /(^|\s)[/@:][\w-]*$/.test(text.slice(0, caret));
  const found = useMemo(
    () => suggestionsFor(text, caret, { role, emotes, names: isAsked ? namesIn(rows) : [] }),
    [text, caret, role, emotes, rows, isAsked],
  );
  const items = refused === text ? [] : found.items;
  const at = Math.min(active, items.length - 1);

  /** What is written out is sent, not completed. */
  const isWhole = ({ insert }: Suggestion): boolean =>
    insert.trim() === text.slice(found.from, found.to);

  /** Whether the key was for the list, and what it has chosen. */
  const onKey = ({ key }: KeyboardEvent): Suggestion | boolean => {
    const chosen = items[at];
    if (chosen === undefined) return false;
    if (key === 'ArrowDown') setActive((at + 1) % items.length);
    else if (key === 'ArrowUp') setActive((at - 1 + items.length) % items.length);
    else if (key === 'Escape') setRefused(text);
    else if (key === 'Tab' || (key === 'Enter' && !isWhole(chosen))) return chosen;
    else return false;
    return true;
  };

  return { ...found, items, active: at, listId, onKey, reset: () => setActive(0) };
}

const roleOf = (you: RoomState['you']) =>
  you?.role === 'owner' || you?.role === 'moderator' ? you.role : 'viewer';

/** Who has spoken, the last first. */
function namesIn(rows: readonly Row[]): string[] {
  const names = new Set<string>();
  for (const { message } of rows.toReversed()) if (message) names.add(message.user.username);
  return [...names];
}
