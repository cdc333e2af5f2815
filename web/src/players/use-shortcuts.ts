import { useEffect } from 'react';

import type { StageCommands } from './use-stage';

export type Keys<Commands> = Readonly<Record<string, (commands: Commands) => void>>;

const volumeStep = 0.05;

/** The keys of YouTube's player that any picture understands. */
export const stageKeys: Keys<StageCommands> = {
  k: (commands) => commands.togglePlay(),
  ' ': (commands) => commands.togglePlay(),
  m: (commands) => commands.toggleMute(),
  f: (commands) => commands.toggleFullScreen(),
  i: (commands) => commands.togglePictureInPicture(),
  ArrowUp: (commands) => commands.changeVolume(volumeStep),
  ArrowDown: (commands) => commands.changeVolume(-volumeStep),
};

/** These move a page as well, so they are ours only within the stage. */
const pageKeys = ['ArrowUp', 'ArrowDown', 'Home', 'End'];

/** Listens while the stage is shown: everywhere on the page, or only `within` the stage. */
export function useShortcuts<Commands>(
  keys: Keys<Commands>,
  commands: Commands,
  within: HTMLElement | null,
  everywhere: boolean,
): void {
  useEffect(() => {
    if (within === null) return;
    const onKey = (event: KeyboardEvent) => {
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (act === undefined || belongsElsewhere(event, within)) return;
      event.preventDefault();
      act(commands);
    };
    const target = everywhere ? document : within;
    target.addEventListener('keydown', onKey as EventListener);
    return () => target.removeEventListener('keydown', onKey as EventListener);
  }, [keys, commands, within, everywhere]);
}

/** Typing, a button's own space bar, a slider's or a menu's arrows, scrolling the page by keys: not ours. */
function belongsElsewhere(event: KeyboardEvent, stage: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.closest('input:not([type=range]), textarea, select, dialog, [contenteditable]')) {
    return true;
  }
  const movesSlider = event.key.startsWith('Arrow') || pageKeys.includes(event.key);
  if (movesSlider && target?.matches('input, [role=menu] *, [role=tab]') === true) return true;
  if (pageKeys.includes(event.key)) return !stage.contains(target);
  return event.key === ' ' && target?.closest('button, a, summary, [role=button]') !== null;
}
