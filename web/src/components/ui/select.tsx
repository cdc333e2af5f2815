import type { SelectHTMLAttributes } from 'react';

import { FieldFrame, inputClass, type FrameProps } from './field-frame';

interface Props extends FrameProps, Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> {
  options: readonly { value: string; label: string }[];
}

/** A labelled choice of one. */
export function Select({ label, hint, error, options, ...input }: Props) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(described) => (
        <select className={inputClass} {...described} {...input}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
