import { createContext, useContext } from 'react';

import type { Message } from '../room/message';

/** What the parts of one chat panel ask of each other, and what the page has put in. */
export interface Panel {
  /** The form that reports a message, if it can be. */
  report: ((message: Message) => void) | null;
  reply: (message: Message) => void;
  /** The log stands still while something is open that belongs to a row. */
  pause: (isPaused: boolean) => void;
}

export const PanelContext = createContext<Panel>({
  report: null,
  reply: () => undefined,
  pause: () => undefined,
});

export const usePanel = (): Panel => useContext(PanelContext);
