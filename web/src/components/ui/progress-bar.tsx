interface Props {
  label: string;
  /** From 0 to 100; null while nobody knows. */
  value: number | null;
}

/** A thin line that fills. */
export function ProgressBar({ label, value }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value !== null && { 'aria-valuenow': Math.round(value) })}
      className="h-1 w-full overflow-hidden rounded-round bg-line"
    >
      {value === null ? (
        <div className="h-full w-1/4 animate-flow bg-accent" />
      ) : (
        <div
          className="h-full origin-left bg-accent transition-transform duration-place"
          style={{ transform: `scaleX(${Math.min(100, value) / 100})` }}
        />
      )}
    </div>
  );
}
