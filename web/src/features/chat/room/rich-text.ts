import type { Emote } from '@/lib/realtime-types';

/** A part of what somebody wrote, which is text whatever it looks like. */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'link'; text: string; url: string }
  | { type: 'mention'; text: string; username: string }
  | { type: 'emote'; text: string; url: string };

const special = /https?:\/\/\S+|@[\w-]{3,50}|:\w{2,20}:/gi;
// What ends a sentence or closes a bracket does not belong to the address before it.
const trailing = /[.,;:!?'"»)\]}]+$/;

/** Cuts a message into text, links, mentions and emotes. */
export function piecesOf(text: string, emotes: readonly Emote[]): Piece[] {
  const urls = new Map(emotes.map(({ code, url }) => [code.toLowerCase(), url]));
  const pieces: Piece[] = [];
  let from = 0;
  const put = (piece: Piece, at: number) => {
    if (at > from) pieces.push({ type: 'text', text: text.slice(from, at) });
    pieces.push(piece);
    from = at + piece.text.length;
  };
  for (const found of text.matchAll(special)) {
    if (found.index < from) continue;
    const piece = pieceOf(found[0], text[found.index - 1] ?? ' ', urls);
    if (piece !== null) put(piece, found.index);
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) });
  return pieces;
}

function pieceOf(found: string, before: string, urls: Map<string, string>): Piece | null {
  if (found.startsWith(':')) {
    const url = urls.get(found.slice(1, -1).toLowerCase());
    return url === undefined ? null : { type: 'emote', text: found, url };
  }
  if (/\w/.test(before)) return null;
  if (found.startsWith('@')) {
    return { type: 'mention', text: found, username: found.slice(1) };
  }
  const text = found.replace(trailing, '');
  const url = webAddress(text);
  return url === null ? null : { type: 'link', text, url };
}

/** Only http and https, and only where the browser itself sees an address. */
function webAddress(text: string): string | null {
  try {
    const url = new URL(text);
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    // "https://bank.example@evil.example" shows one name and leads to another.
    return isWeb && url.username === '' && url.password === '' ? url.href : null;
  } catch {
    return null;
  }
}
