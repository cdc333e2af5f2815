import type { InputHTMLAttributes, ReactNode } from 'react';

import { FieldFrame, inputClass, type FrameProps } from './field-frame';

interface Props extends FrameProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  trailing?: ReactNode;
}

/** A labelled text field. */
export function Field({ label, hint, error, trailing, className = '', ...input }: Props) {
  const room = trailing === undefined ? '' : 'pr-11';
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(described) => (
        <div className="relative">
          <input className={`${inputClass} ${room} ${className}`} {...described} {...input} />
          {trailing !== undefined && (
            <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>
          )}
        </div>
      )}
    </FieldFrame>
  );
}
