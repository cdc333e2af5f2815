import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { descriptionParts, type Part } from './description-parts';

const shortMax = 400;
const linesMax = 5;

interface Props {
  text: string;
  duration: number;
  onSeek: (seconds: number) => void;
}

/** What the owner wrote, with links and places in the video to go to; a long one is folded. */
export function Description({ text, duration, onSeek }: Props) {
  const { t } = useTranslation();
  const parts = useMemo(() => descriptionParts(text, duration), [text, duration]);
  const isLong = text.length > shortMax || text.split('\n').length > linesMax;
  const [isOpen, setIsOpen] = useState(false);
  if (text === '') return null;
  return (
    <div className="flex max-w-prose flex-col items-start gap-1">
      <p
        className={`text-base whitespace-pre-line ${isLong && !isOpen ? 'line-clamp-4' : ''}`}
        data-testid="description"
      >
        {parts.map((part, i) => (
          <Piece key={i} part={part} onSeek={onSeek} />
        ))}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="rounded-control text-sm font-title text-muted hover:text-text"
        >
          {t(isOpen ? 'common.showLess' : 'common.showMore')}
        </button>
      )}
    </div>
  );
}

function Piece({ part, onSeek }: { part: Part; onSeek: (seconds: number) => void }) {
  const className = 'rounded-control text-accent underline';
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return (
        <a
          href={part.text}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className={className}
        >
          {part.text}
        </a>
      );
    case 'time':
      return (
        <button
          type="button"
          onClick={() => onSeek(part.seconds)}
          className={`tabular-nums ${className}`}
        >
          {part.text}
        </button>
      );
  }
}
