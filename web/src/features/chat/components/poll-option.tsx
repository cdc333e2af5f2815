import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';

interface Props {
  text: string;
  votes: number;
  /** Of all votes, 0 to 1. */
  share: number;
  isMine: boolean;
  isWinner: boolean;
  /** Null: one cannot vote, or no longer. */
  onVote: (() => void) | null;
}

/** One answer of a poll, with how many gave it. */
export function PollOption({ text, votes, share, isMine, isWinner, onVote }: Props) {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share);
  return (
    <button
      type="button"
      disabled={onVote === null}
      aria-pressed={isMine}
      aria-label={t('chat.poll.option', { text, percent, count: votes })}
      onClick={() => onVote?.()}
      className={`relative flex w-full items-center gap-2 overflow-hidden rounded-control border px-2 py-1 text-left ${isMine ? 'border-accent' : 'border-line enabled:hover:border-faint'}`}
    >
      <span
        aria-hidden
        className={`absolute inset-y-0 left-0 transition-[width] duration-place ${isWinner || isMine ? 'bg-accent/20' : 'bg-line/60'}`}
        style={{ width: `${share * 100}%` }}
      />
      <bdi className={`relative min-w-0 flex-1 ${isWinner ? 'font-title' : ''}`}>{text}</bdi>
      {isMine && <Check size={14} aria-hidden className="relative shrink-0 text-accent" />}
      <span aria-hidden className="relative shrink-0 text-xs text-muted tabular-nums">
        {percent}
      </span>
    </button>
  );
}
