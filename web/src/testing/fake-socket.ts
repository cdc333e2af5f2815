import { act } from '@testing-library/react';

import type { Heard, HeardEvent } from '@/lib/realtime-types';

type Answer = Record<string, unknown>;
type Answers = Record<string, Answer | ((data: never) => Answer | Promise<Answer>)>;
type Callback = (...values: never[]) => void;

interface Request {
  event: string;
  data: Record<string, unknown>;
}

/** Stands in for socket.io-client's socket; setup.ts puts it there for every test. */
class FakeSocket {
  connected = false;
  recovered = false;
  active = false;
  private readonly callbacks = new Map<string, Callback>();
  private anyCallback: Callback | null = null;

  on(event: string, callback: Callback): this {
    this.callbacks.set(event, callback);
    return this;
  }

  onAny(callback: Callback): this {
    this.anyCallback = callback;
    return this;
  }

  timeout() {
    return { emitWithAck: (event: string, data: Answer) => fakeServer.hear({ event, data }) };
  }

  connect(): this {
    queueMicrotask(() => this.arrive(false));
    return this;
  }

  disconnect(): this {
    this.connected = false;
    return this;
  }

  arrive(recovered: boolean): void {
    this.connected = true;
    this.recovered = recovered;
    this.fire('connect');
  }

  fire(event: string, ...values: unknown[]): void {
    this.callbacks.get(event)?.(...(values as never[]));
  }

  fireAny(event: string, data: unknown): void {
    this.fire(event, data);
    this.anyCallback?.(...([event, data] as never[]));
  }
}

/** The other end of the wire, as a test plays it. */
class FakeServer {
  asked: Request[] = [];
  socket: FakeSocket | null = null;
  credentials: Answer | null = null;
  isUp = true;
  private answers: Answers = {};

  reset(): void {
    Object.assign(this, { asked: [], socket: null, credentials: null, isUp: true, answers: {} });
  }

  /** What is answered to these events from now on; everything else is fine. */
  answer(answers: Answers): void {
    this.answers = { ...this.answers, ...answers };
  }

  requests(event: string) {
    return this.asked.filter((each) => each.event === event).map(({ data }) => data);
  }

  tell<E extends HeardEvent>(event: E, data: Heard[E]): void {
    act(() => this.socket?.fireAny(event, data));
  }

  lose(): void {
    act(() => this.socket?.fire('disconnect', 'transport close'));
  }

  comeBack({ recovered }: { recovered: boolean }): void {
    act(() => this.socket?.arrive(recovered));
  }

  refuse(problem: object, active = false): void {
    if (this.socket) this.socket.active = active;
    const error = Object.assign(new Error('refused'), { data: problem });
    act(() => this.socket?.fire('connect_error', error));
  }

  async hear(request: Request): Promise<Answer> {
    this.asked.push(request);
    const answer = this.answers[request.event];
    const given = typeof answer === 'function' ? await answer(request.data as never) : answer;
    return given ?? { status: 'ok' };
  }
}

export const fakeServer = new FakeServer();

interface Options {
  auth: (tell: (credentials: Answer) => void) => void;
}

export function io({ auth }: Options): FakeSocket {
  const socket = new FakeSocket();
  fakeServer.socket = socket;
  auth((credentials) => (fakeServer.credentials = credentials));
  if (fakeServer.isUp) socket.connect();
  return socket;
}
