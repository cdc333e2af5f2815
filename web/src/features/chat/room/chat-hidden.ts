const key = 'freshet.chat-hidden';

/** Whether this browser's person has put the chat away. */
export function keepsChatHidden(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

export function keepChatHidden(isHidden: boolean): void {
  try {
    if (isHidden) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // Storage is switched off: it is shown again on the next page.
  }
}
