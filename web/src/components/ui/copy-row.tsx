import { useId, type ReactNode } from 'react';

import { CopyButton } from './copy-button';
import { inputClass } from './field-frame';

interface Props {
  label: string;
  value: string;
  hint?: string;
  action?: ReactNode;
}

/** Something to copy: its name, itself, the button. */
export function CopyRow({ label, value, hint, action }: Props) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-title">
        {label}
      </label>
      <div className="flex flex-wrap gap-2">
        <input
          id={id}
          readOnly
          value={value}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onFocus={(event) => event.target.select()}
          className={`${inputClass} h-9! min-w-48 flex-1 font-mono ${action === undefined ? '' : 'basis-full'}`}
        />
        <CopyButton value={value} name={label} />
        {action}
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
