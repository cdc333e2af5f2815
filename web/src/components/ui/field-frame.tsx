import { useId, type ReactNode } from 'react';

export const inputClass =
  'h-10 w-full min-w-0 rounded-control border border-line bg-raised px-3 text-base text-text ' +
  'transition-colors placeholder:text-faint hover:border-faint aria-invalid:border-danger';

/** What ties a control to its label and its note. */
export interface Described {
  id: string;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

export interface FrameProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
}

interface Props extends FrameProps {
  children: (described: Described) => ReactNode;
}

/** A label, a control, and a note. An error takes the hint's place and is read out with the control. */
export function FieldFrame({ label, hint, error, children }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-title">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': note === undefined ? undefined : `${id}-note`,
      })}
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={`text-xs ${error === undefined ? 'text-faint' : 'text-danger'}`}
        >
          {note}
        </p>
      )}
    </div>
  );
}
