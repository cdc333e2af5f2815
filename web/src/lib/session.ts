import { useSyncExternalStore } from 'react';

import type { SignedIn, User } from './api-types';

/** Who is signed in. `unknown` until the refresh cookie has been tried once. */
export type SessionState =
  { status: 'unknown' } | { status: 'signed-out' } | { status: 'signed-in'; user: User };

// Only whether it is worth asking: the credential itself is an HttpOnly cookie that scripts cannot see.
const hintKey = 'freshet.signed-in';

/** The access token, in memory alone, and whose it is. */
class Session {
  accessToken: string | null = null;
  private state: SessionState = { status: 'unknown' };
  private renewing: Promise<string | null> | null = null;
  private readonly listeners = new Set<() => void>();

  readonly current = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  begin({ token, user }: SignedIn): void {
    this.accessToken = token;
    remember(true);
    this.change({ status: 'signed-in', user });
  }

  /** Who is signed in has changed the own account. */
  update(user: User): void {
    if (this.state.status === 'signed-in') this.change({ status: 'signed-in', user });
  }

  end(): void {
    this.accessToken = null;
    remember(false);
    this.change({ status: 'signed-out' });
  }

  /** On load: who has signed in before is so again, by the refresh cookie. */
  async restore(): Promise<void> {
    if (this.state.status !== 'unknown') return;
    if (remembered()) await this.renew(null);
    else this.change({ status: 'signed-out' });
  }

  /** A new access token in place of `refused`; null when the session is over. All who ask at once share one request. */
  renew(refused: string | null): Promise<string | null> {
    if (this.accessToken !== refused) return Promise.resolve(this.accessToken);
    this.renewing ??= this.refresh().finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async refresh(): Promise<string | null> {
    try {
      const response = await fetch('/api/auth/refresh', {
        method: 'POST',
        credentials: 'same-origin',
      });
      if (response.ok) {
        this.begin((await response.json()) as SignedIn);
        return this.accessToken;
      }
      if (response.status === 401 || response.status === 403) {
        this.end();
        return null;
      }
    } catch {
      // Unreachable: the cookie may still be good, so the hint stays for the next load.
    }
    if (this.state.status === 'unknown') this.change({ status: 'signed-out' });
    return null;
  }

  private change(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(hintKey, '1');
    else localStorage.removeItem(hintKey);
  } catch {
    // Storage is switched off: the session then lasts until the page is closed.
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(hintKey) !== null;
  } catch {
    return true;
  }
}

export const session = new Session();

export const useSession = (): SessionState =>
  useSyncExternalStore(session.subscribe, session.current);
