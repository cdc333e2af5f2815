const key = 'freshet.client-id';

/** By which several tabs of this browser are one viewer, also while nobody is signed in. */
export function clientId(): string {
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null && /^[\w-]{8,64}$/.test(kept)) return kept;
    const made = randomId();
    localStorage.setItem(key, made);
    return made;
  } catch {
    return (unkept ??= randomId()); // Storage is switched off: each page is then a viewer.
  }
}

let unkept: string | undefined;

// Not crypto.randomUUID(): over plain HTTP on a home network there is none.
const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
