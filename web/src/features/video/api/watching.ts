import { api } from '@/lib/api';
import { viewerId } from '@/lib/viewer-id';

interface Sign {
  videoId: string;
  /** Where a video needs one. */
  token: string | null;
  /** Seconds since the last one. */
  watched: number;
}

/** Counts as a view; nothing is lost if it does not arrive. */
export function tellWatched({ token, ...sign }: Sign): void {
  const body = { viewId: viewerId(), ...sign, ...(token !== null && { token }) };
  api.post('/playback/beacon', body, { keepalive: true }).catch(() => undefined);
}

/** Where I left it. */
export function keepPosition(videoId: string, seconds: number): void {
  const body = { position: Math.floor(seconds) };
  api.put(`/videos/${videoId}/progress`, body, { keepalive: true }).catch(() => undefined);
}
