import { useState, type DragEvent, type ReactNode } from 'react';

interface Props {
  onFile: (file: File) => void;
  children: ReactNode;
}

/** Where a file can be dropped; what is in it must let a file be chosen as well. */
export function DropZone({ onFile, children }: Props) {
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault(); // Else the browser opens the file in place of the page.
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`flex flex-wrap items-center gap-4 rounded-control border border-dashed p-4 transition-colors ${isOver ? 'border-accent' : 'border-line'}`}
    >
      {children}
    </div>
  );
}
