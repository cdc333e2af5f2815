import type { TextareaHTMLAttributes } from 'react';

import { FieldFrame, inputClass, type FrameProps } from './field-frame';

type Props = FrameProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'>;

/** A labelled field of several lines, which grows with what is typed where the browser can do that. */
export function TextArea({ label, hint, error, rows = 3, ...input }: Props) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(described) => (
        <textarea
          rows={rows}
          className={`${inputClass} field-sizing-content h-auto min-h-20 resize-y py-2`}
          {...described}
          {...input}
        />
      )}
    </FieldFrame>
  );
}
