import { useMemo } from 'react';

import type { Emote } from '@/lib/realtime-types';

import { piecesOf, type Piece } from '../room/rich-text';

interface Props {
  text: string;
  emotes: readonly Emote[];
  /** Whose name stands out. */
  me: string | null;
}

/** What somebody wrote. It is text: nothing in it becomes markup. */
export function MessageText({ text, emotes, me }: Props) {
  const pieces = useMemo(() => piecesOf(text, emotes), [text, emotes]);
  return <bdi>{pieces.map((piece, i) => shown(piece, i, me))}</bdi>;
}

function shown(piece: Piece, key: number, me: string | null) {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'emote':
      return (
        <img
          key={key}
          src={piece.url}
          alt={piece.text}
          title={piece.text}
          loading="lazy"
          className="inline-block size-7 object-contain align-middle"
        />
      );
    case 'link':
      return (
        <a
          key={key}
          href={piece.url}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="rounded-control text-accent underline"
        >
          {piece.text}
        </a>
      );
    case 'mention': {
      const isMe = piece.username.toLowerCase() === me?.toLowerCase();
      return (
        <span
          key={key}
          className={`font-title ${isMe ? 'rounded-control bg-accent px-1 text-on-accent' : ''}`}
        >
          {piece.text}
        </span>
      );
    }
  }
}
