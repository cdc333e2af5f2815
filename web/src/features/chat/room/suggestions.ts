import type { Emote } from '@/lib/realtime-types';

import { commands, type Command, type CommandRole } from './commands';

/** What could stand in place of the word that is being written. */
export type Suggestion =
  | { type: 'command'; insert: string; command: Command }
  | { type: 'mention'; insert: string }
  | { type: 'emote'; insert: string; url: string };

export interface Suggestions {
  items: readonly Suggestion[];
  /** Where the word begins and ends. */
  from: number;
  to: number;
}

interface Known {
  role: CommandRole;
  names: readonly string[];
  emotes: readonly Emote[];
}

const shownMax = 8;
const ranks: Record<CommandRole, number> = { viewer: 0, moderator: 1, owner: 2 };
const none: Suggestions = { items: [], from: 0, to: 0 };

/** What fits the word before the caret: a command at the very beginning, a name after @, an emote after a colon. */
export function suggestionsFor(text: string, caret: number, known: Known): Suggestions {
  const before = text.slice(0, caret);
  const word = /(^|\s)(\/|@|:)([\w-]*)$/.exec(before);
  const [, space, sign, begun] = word ?? [];
  if (word === null || sign === undefined || begun === undefined) return none;
  const from = word.index + (space ?? '').length;
  const items = itemsFor(sign, begun.toLowerCase(), from, known).slice(0, shownMax);
  return { items, from, to: caret };
}

function itemsFor(sign: string, begun: string, from: number, known: Known): Suggestion[] {
  if (sign === '/') {
    if (from !== 0) return [];
    return commands
      .filter(({ name, role }) => name.startsWith(begun) && ranks[role] <= ranks[known.role])
      .map((command) => ({ type: 'command', insert: `/${command.name} `, command }));
  }
  if (sign === '@') {
    return known.names
      .filter((name) => name.toLowerCase().startsWith(begun))
      .map((name) => ({ type: 'mention', insert: `@${name} ` }));
  }
  if (begun === '') return []; // A colon alone is only that.
  return known.emotes
    .filter(({ code }) => code.toLowerCase().startsWith(begun))
    .map(({ code, url }) => ({ type: 'emote', insert: `:${code}: `, url }));
}

/** Puts a suggestion in; gives the text and where the caret then is. */
export function accept(text: string, { from, to }: Suggestions, chosen: Suggestion) {
  const rest = text.slice(to).replace(/^\s/, '');
  return { text: text.slice(0, from) + chosen.insert + rest, caret: from + chosen.insert.length };
}
