import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

export const inputClass =
  'h-10 w-full min-w-0 rounded-control border border-line bg-raised px-3 text-base text-text ' +
  'transition-colors placeholder:text-faint hover:border-faint aria-invalid:border-danger';

interface Props extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  trailing?: ReactNode;
}

/** A labelled text field. Its error takes the hint's place and is read out with the field. */
export function Field({ label, hint, error, trailing, ...input }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-title">
        {label}
      </label>
      <div className="relative">
        <input
          id={id}
          className={`${inputClass} ${trailing === undefined ? '' : 'pr-11'}`}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          {...input}
        />
        {trailing !== undefined && (
          <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>
        )}
      </div>
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
