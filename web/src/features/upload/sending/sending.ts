import type { Upload } from 'tus-js-client';

import { session } from '@/lib/session';
import { StateCell } from '@/lib/state-cell';

import { RateMeter } from './rate-meter';
import { mayPass, problemOf, troubleOf, type Trouble } from './trouble';
import { tusOptions } from './tus-options';

export interface SendingState {
  /** `lost`: the connection broke, and it tries again by itself. */
  phase: 'waiting' | 'sending' | 'lost' | 'paused' | 'failed' | 'sent';
  /** Bytes on the server, or on their way. */
  sent: number;
  perSecond: number | null;
  /** Known as soon as the server knows of it. */
  videoId: string | null;
  trouble: Trouble | null;
}

interface Options {
  file: File;
  userId: string;
  /** What was begun before, perhaps on another device; null: anew, or what this browser remembers. */
  videoId: string | null;
}

const tellEveryMs = 250;
let lastKey = 0;

/** One file on its way to the server. What came of it stays there when this goes. */
export class Sending {
  readonly key = ++lastKey;
  readonly file: File;
  readonly userId: string;
  private readonly cell: StateCell<SendingState>;
  private readonly meter = new RateMeter();
  private upload: Upload | null = null;
  private toldAt = 0;

  constructor({ file, userId, videoId }: Options) {
    this.file = file;
    this.userId = userId;
    this.cell = new StateCell<SendingState>({
      phase: 'waiting',
      sent: 0,
      perSecond: null,
      videoId,
      trouble: null,
    });
  }

  readonly current = (): SendingState => this.cell.current;
  readonly listen = (listener: () => void): (() => void) => this.cell.listen(listener);

  get isGoing(): boolean {
    return this.current().phase === 'sending' || this.current().phase === 'lost';
  }

  /** Nothing is sent before its turn. */
  wait(): void {
    this.cell.set({ phase: 'waiting', trouble: null });
  }

  async start(): Promise<void> {
    this.meter.reset();
    this.cell.set({ phase: 'sending', trouble: null, perSecond: null });
    try {
      const upload = this.upload ?? (await this.prepare());
      this.upload = upload;
      if (this.isGoing) upload.start();
    } catch (error) {
      this.fail({ kind: error instanceof Error && isCode(error) ? 'unreachable' : 'unreadable' });
    }
  }

  pause(): void {
    void this.upload?.abort();
    this.cell.set({ phase: 'paused', perSecond: null });
  }

  /** The connection is there again: no need to wait. */
  hurry(): void {
    if (this.current().phase !== 'lost') return;
    void this.upload?.abort();
    void this.start();
  }

  /** And what came of it is thrown away. */
  async discard(): Promise<void> {
    this.cell.set({ phase: 'paused' });
    await this.upload?.abort(this.upload.url !== null);
  }

  fail(trouble: Trouble): void {
    this.cell.set({ phase: 'failed', trouble, perSecond: null });
  }

  private async prepare(): Promise<Upload> {
    const { Upload: Tus } = await import('tus-js-client');
    const upload = new Tus(this.file, {
      ...tusOptions(this.file, this.userId, this.current().videoId),
      onUploadUrlAvailable: () => this.cell.set({ videoId: idOf(upload.url) }),
      onProgress: (sent) => this.progress(sent),
      onShouldRetry: (error) => this.retries(error),
      onError: (error) => this.fail(troubleOf(error)),
      onSuccess: () => {
        this.cell.set({ phase: 'sent', sent: this.file.size, videoId: idOf(upload.url) });
      },
    });
    if (this.current().videoId === null) {
      const [known] = await upload.findPreviousUploads();
      if (known) upload.resumeFromPreviousUpload(known);
    }
    return upload;
  }

  private progress(sent: number): void {
    if (!this.isGoing) return;
    const now = performance.now();
    this.meter.note(sent, now);
    if (now - this.toldAt < tellEveryMs && sent < this.file.size) return;
    this.toldAt = now;
    this.cell.set({ phase: 'sending', sent, perSecond: this.meter.perSecond() });
  }

  private retries(error: Error): boolean {
    const problem = problemOf(error);
    if (problem === null || !mayPass(problem) || !this.isGoing) return false;
    if (problem.status === 401) return session.current().status === 'signed-in';
    this.meter.reset();
    this.cell.set({ phase: 'lost', perSecond: null });
    return true;
  }
}

const idOf = (url: string | null): string | null => url?.split('/').at(-1) ?? null;

/** The library itself could not be loaded. */
const isCode = ({ message }: Error): boolean => /import|module/i.test(message);
