import { useRef } from 'react';

import { Button } from './button';

interface Props {
  label: string;
  /** What the hidden field is called, for who looks for it by name. */
  name: string;
  accept: string;
  onFile: (file: File) => void;
}

/** A button that opens the system's file chooser. */
export function FileButton({ label, name, accept, onFile }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={accept}
        aria-label={name}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = ''; // So that the same file can be chosen again.
        }}
      />
      <Button onClick={() => chooser.current?.click()}>{label}</Button>
    </>
  );
}
