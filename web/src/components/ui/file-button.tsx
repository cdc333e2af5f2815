import { useRef, type ComponentProps } from 'react';

import { Button } from './button';

interface Props {
  label: string;
  /** What the hidden field is called, for who looks for it by name. */
  name: string;
  accept: string;
  multiple?: boolean;
  look?: ComponentProps<typeof Button>['look'];
  onFiles: (files: File[]) => void;
}

/** A button that opens the system's file chooser. */
export function FileButton({ label, name, accept, multiple = false, look, onFiles }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        aria-label={name}
        onChange={(event) => {
          const files = Array.from(event.target.files ?? []);
          if (files.length > 0) onFiles(files);
          event.target.value = ''; // So that the same file can be chosen again.
        }}
      />
      <Button {...(look && { look })} onClick={() => chooser.current?.click()}>
        {label}
      </Button>
    </>
  );
}
