import { useEffect } from 'react';

export interface PlayerCommands {
  togglePlay: () => void;
  toggleMute: () => void;
  toggleFullScreen: () => void;
  togglePictureInPicture: () => void;
  changeVolume: (by: number) => void;
  goLive: () => void;
}

const volumeStep = 0.05;

/** The keys of YouTube's player, as far as they mean something for what is live. */
const keys: Record<string, (commands: PlayerCommands) => void> = {
  k: (commands) => commands.togglePlay(),
  ' ': (commands) => commands.togglePlay(),
  m: (commands) => commands.toggleMute(),
  f: (commands) => commands.toggleFullScreen(),
  i: (commands) => commands.togglePictureInPicture(),
  End: (commands) => commands.goLive(),
  ArrowUp: (commands) => commands.changeVolume(volumeStep),
  ArrowDown: (commands) => commands.changeVolume(-volumeStep),
};

/** Listens while the stage is shown: everywhere on the page, or only `within` the stage. */
export function useShortcuts(
  commands: PlayerCommands,
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
  }, [commands, within, everywhere]);
}

/** Typing, a button's own space bar, a slider's arrows, scrolling the page by keys: not ours. */
function belongsElsewhere(event: KeyboardEvent, stage: HTMLElement): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.closest('input:not([type=range]), textarea, select, dialog, [contenteditable]')) {
    return true;
  }
  const isPageKey = event.key.startsWith('Arrow') || event.key === 'End';
  if (isPageKey) return !stage.contains(target) || target?.matches('input') === true;
  return event.key === ' ' && target?.closest('button, a, summary, [role=button]') !== null;
}
