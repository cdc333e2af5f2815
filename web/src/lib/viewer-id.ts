const key = 'freshet.viewer';

/** Stands for this browser where viewers are counted: three tabs are one viewer. Says nothing of who it is. */
export function viewerId(): string {
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null && isId(kept)) return kept;
    localStorage.setItem(key, fallback);
  } catch {
    // Storage is switched off: each page is a viewer of its own.
  }
  return fallback;
}

/** A playback address by which this browser is known again. */
export const asThisViewer = (url: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}v=${viewerId()}`;

// As the server takes them. Not randomUUID, which exists only where there is TLS.
const isId = (text: string): boolean => /^[\w-]{8,64}$/.test(text);
const fallback = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
  byte.toString(16).padStart(2, '0'),
).join('');
