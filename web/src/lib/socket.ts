import type { Socket } from 'socket.io-client';

import { clientId } from './client-id';
import { Problem } from './problem';
import type { Heard, HeardEvent, ProblemBody } from './realtime-types';
import { session } from './session';

/** `idle` while nobody needs it; `lost` when it was there and is being sought again. */
export type Link = 'idle' | 'connecting' | 'connected' | 'lost';

type Listener<E extends HeardEvent> = (data: Heard[E]) => void;
type AnyListener = (data: never) => void;

const answerMs = 10_000;
// Who goes from one page to the next keeps the connection.
const lingerMs = 3000;
const againMs = 3000;
// Many viewers behind one address share its allowance of new connections.
const againMaxMs = 15_000;

/**
 * The app's one connection to realtime, kept while somebody holds it. Its code is loaded when it is first held. It
 * speaks for who is signed in, and says so when that changes.
 */
class Realtime {
  private socket: Socket | null = null;
  private state: Link = 'idle';
  private holders = 0;
  private parting: ReturnType<typeof setTimeout> | undefined;
  private toldToken: string | null = null;
  private readonly listeners = new Map<HeardEvent, Set<AnyListener>>();
  private readonly watchers = new Set<() => void>();
  private readonly arrivals = new Set<(recovered: boolean) => void>();

  readonly link = (): Link => this.state;

  /** Tells when `link()` has changed. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Keeps the connection until the returned is called. */
  hold(): () => void {
    clearTimeout(this.parting);
    if (++this.holders === 1 && this.socket === null) void this.open();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      if (--this.holders === 0) this.parting = setTimeout(() => this.close(), lingerMs);
    };
  }

  on<E extends HeardEvent>(event: E, listener: Listener<E>): () => void {
    const known = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, known.add(listener));
    return () => known.delete(listener);
  }

  /**
   * Calls whenever a connection stands, at once if one does: `recovered` says that nothing was missed and that
   * everything that was joined still is.
   */
  onArrival(arrival: (recovered: boolean) => void): () => void {
    this.arrivals.add(arrival);
    if (this.state === 'connected') arrival(false);
    return () => this.arrivals.delete(arrival);
  }

  /** Asks the server, and gives its answer or throws the Problem. */
  async ask<T>(event: string, data: object = {}): Promise<T> {
    if (this.socket === null) throw Problem.unreachable();
    let answer: ProblemBody;
    try {
      answer = (await this.socket.timeout(answerMs).emitWithAck(event, data)) as ProblemBody;
    } catch {
      throw Problem.unreachable();
    }
    if (answer.status === 'ok' || answer.status === 'held') return answer as T;
    throw problemOf(answer);
  }

  private async open(): Promise<void> {
    this.change('connecting');
    const library = await import('socket.io-client').catch(() => null);
    if (this.holders === 0 || this.socket !== null) return;
    if (library === null) {
      this.change('lost');
      setTimeout(() => void this.open(), againMaxMs);
      return;
    }
    this.listen(
      library.io({
        transports: ['websocket', 'polling'],
        tryAllTransports: true,
        reconnectionDelayMax: againMaxMs,
        auth: (tell) => tell(this.credentials()),
      }),
    );
  }

  private listen(socket: Socket): void {
    this.socket = socket;
    socket.on('connect', () => {
      this.change('connected');
      for (const arrival of this.arrivals) arrival(socket.recovered);
      this.tellWho();
    });
    socket.on('disconnect', (reason) => {
      this.change('lost');
      // The server has ended it, as it does when it stops: the library leaves it to us to come back.
      if (reason === 'io server disconnect') setTimeout(() => this.reconnect(), againMs);
    });
    socket.on('connect_error', (error) => void this.refused(error));
    socket.on('unauthorized', () => void session.renew(session.accessToken));
    socket.onAny((event: HeardEvent, data: unknown) => {
      for (const listener of this.listeners.get(event) ?? []) listener(data as never);
    });
  }

  /** At once, whoever holds it. */
  close(): void {
    clearTimeout(this.parting);
    this.socket?.disconnect();
    this.socket = null;
    this.change('idle');
  }

  private reconnect(): void {
    if (this.holders > 0) this.socket?.connect();
  }

  private credentials() {
    this.toldToken = session.accessToken;
    return { clientId: clientId(), ...(this.toldToken !== null && { token: this.toldToken }) };
  }

  /** Somebody has signed in or out, or the token is a new one. */
  tellWho(): void {
    if (this.state !== 'connected' || this.toldToken === session.accessToken) return;
    this.ask('auth', this.credentials()).catch(() => undefined); // What it forbids, each answer says.
  }

  /** A token that is not good is renewed, or the person is signed out: then it is tried again. */
  private async refused(error: Error & { data?: ProblemBody }): Promise<void> {
    this.change('lost');
    if (this.socket?.active) return; // The library tries again by itself.
    if (error.data?.status === 401) await session.renew(this.toldToken);
    setTimeout(() => this.reconnect(), againMs);
  }

  private change(state: Link): void {
    this.state = state;
    for (const watcher of this.watchers) watcher();
  }
}

const problemOf = (body: ProblemBody): Problem =>
  new Problem(typeof body.status === 'number' ? body.status : 500, body);

export const realtime = new Realtime();
session.subscribe(() => realtime.tellWho());
