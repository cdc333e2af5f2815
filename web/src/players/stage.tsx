import type { ReactNode } from 'react';

import type { StageParts } from './use-stage';

interface Props {
  parts: StageParts;
  label: string;
  poster?: string | undefined;
  /** What is being waited for; null while nothing is. */
  waitingFor: string | null;
  /** What the viewer must know, in the picture. */
  notice: ReactNode;
  bar: ReactNode;
}

/** The picture, and over it what is to be said and the bar, which leaves with the pointer. */
export function Stage({ parts, label, poster, waitingFor, notice, bar }: Props) {
  const { setStage, setVideo, playback, idle, commands } = parts;
  const showControls = !idle || playback.paused;
  return (
    <section
      ref={setStage}
      aria-label={label}
      className={`relative size-full overflow-hidden bg-stage ${showControls ? '' : 'cursor-none'}`}
    >
      <video
        ref={setVideo}
        playsInline
        poster={poster}
        className="size-full object-contain"
        onClick={(event) => {
          if (wasMouse(event.nativeEvent)) commands.togglePlay();
        }}
        onDoubleClick={commands.toggleFullScreen}
      />
      {waitingFor !== null && <WaitingLine label={waitingFor} />}
      {notice}
      <div
        className={`absolute inset-x-0 bottom-0 transition-opacity duration-place focus-within:opacity-100 ${showControls ? '' : 'opacity-0'}`}
      >
        {bar}
      </div>
    </section>
  );
}

function WaitingLine({ label }: { label: string }) {
  return (
    <div role="status" className="absolute inset-x-0 top-0 h-0.5 overflow-hidden">
      <div className="h-full w-1/4 animate-flow bg-stage-accent" />
      <span className="sr-only">{label}</span>
    </div>
  );
}

// A touch only brings the controls; a mouse click on the picture is the big play button.
const wasMouse = (event: MouseEvent): boolean =>
  !(event instanceof PointerEvent) || event.pointerType === 'mouse';
