import { act } from '@testing-library/react';
import type { UploadOptions } from 'tus-js-client';

/** Stands in for tus-js-client's upload: a test says what the server does. */
export class FakeUpload {
  static made: FakeUpload[] = [];
  /** What this browser remembers of an earlier visit. */
  static remembered: { uploadUrl: string }[] = [];
  url: string | null;
  started = 0;
  aborted: boolean[] = [];
  readonly file: File;
  readonly options: UploadOptions;

  constructor(file: File, options: UploadOptions) {
    this.file = file;
    this.options = options;
    this.url = options.uploadUrl ?? null;
    FakeUpload.made.push(this);
  }

  start(): void {
    ++this.started;
  }

  abort(terminates = false): Promise<void> {
    this.aborted.push(terminates);
    return Promise.resolve();
  }

  findPreviousUploads() {
    return Promise.resolve(FakeUpload.remembered);
  }

  resumeFromPreviousUpload({ uploadUrl }: { uploadUrl: string }): void {
    this.url = uploadUrl;
  }

  /** The server has made a video of it. */
  begins(videoId: string): void {
    this.url = `${location.origin}/api/uploads/${videoId}`;
    act(() => this.options.onUploadUrlAvailable?.());
  }

  sends(count: number): void {
    act(() => this.options.onProgress?.(count, this.file.size));
  }

  /** A request has failed: true when it is tried again. */
  breaks(status: number, body: object = {}): boolean {
    const response = { getStatus: () => status, getBody: () => JSON.stringify(body) };
    const error = Object.assign(new Error(), {
      originalRequest: {},
      originalResponse: status === 0 ? null : response,
    });
    const again = this.options.onShouldRetry?.(error as never, 0, this.options) ?? false;
    if (!again) this.fails(error);
    return again;
  }

  fails(error: Error): void {
    act(() => this.options.onError?.(error));
  }

  ends(): void {
    act(() => this.options.onSuccess?.({ lastResponse: {} as never }));
  }
}
