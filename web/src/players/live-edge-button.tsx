import { useTranslation } from 'react-i18next';

interface Props {
  atEdge: boolean;
  latencySeconds: number | null;
  onGoLive: () => void;
}

/** A dot in the live colour at the edge, muted when behind, and how many seconds lie between camera and screen. */
export function LiveEdgeButton({ atEdge, latencySeconds, onGoLive }: Props) {
  const { t, i18n } = useTranslation();
  const seconds = latencySeconds === null ? null : formatSeconds(latencySeconds, i18n.language);
  const known = { seconds: seconds ?? '' };
  const label = atEdge
    ? t(seconds === null ? 'player.atEdgeUnknown' : 'player.atEdge', known)
    : t(seconds === null ? 'player.behindUnknown' : 'player.behind', known);

  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onGoLive}
      className="flex h-9 items-center gap-2 rounded-control px-2 text-sm whitespace-nowrap text-on-stage transition-colors hover:bg-stage-hover"
    >
      <span
        aria-hidden
        className={`size-2 rounded-round ${atEdge ? 'bg-stage-live' : 'bg-on-stage-muted'}`}
      />
      <span className="font-title">{t('common.live')}</span>
      {seconds !== null && (
        <span data-testid="latency" className="text-on-stage-muted tabular-nums">
          {t('player.secondsBehind', { seconds })}
        </span>
      )}
    </button>
  );
}

const formatSeconds = (seconds: number, language: string): string =>
  new Intl.NumberFormat(language, {
    minimumFractionDigits: seconds < 10 ? 1 : 0,
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(seconds);
