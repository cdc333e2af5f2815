import { useState, type DragEvent, type ReactNode } from 'react';

interface Props {
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** Where files can be dropped; what is in it must let files be chosen as well. */
export function DropZone({ onFiles, children }: Props) {
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const files = Array.from(event.dataTransfer.files);
    if (files.length > 0) onFiles(files);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault(); // Else the browser opens the file in place of the page.
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`flex flex-wrap items-center gap-4 rounded-control border border-dashed p-4 transition-colors ${isOver ? 'border-accent' : 'border-faint'}`}
    >
      {children}
    </div>
  );
}
