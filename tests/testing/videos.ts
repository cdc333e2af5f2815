import type { User } from './api.ts';
import { expectStatus } from './api.ts';
import type { Scope } from './cleanup.ts';
import { flvFile } from './ffmpeg.ts';
import { until } from './wait.ts';

let film: Promise<Buffer> | undefined;

/** Two seconds of a moving picture and a tone, made once. */
export function smallFilm(scope: Scope): Promise<Buffer> {
  film ??= flvFile(scope, { seconds: 2 });
  return film;
}

/** Sends a form as a browser does; gives what is told of the video, which is being worked on. */
export async function uploadFilm(user: User, bytes: Uint8Array, fields = {}): Promise<any> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('video', new Blob([new Uint8Array(bytes)], { type: 'video/x-flv' }), 'film.flv');
  const reply = await user.api.post('/api/videos/upload', form);
  expectStatus(reply, 202);
  return reply.body;
}

/** The video as its owner sees it, when nothing more is to be done with it. */
export function settled(user: User, id: string): Promise<any> {
  return until(
    `video ${id} is READY or FAILED`,
    async () => {
      const reply = await user.api.get(`/api/videos/${id}`);
      expectStatus(reply, 200);
      return ['READY', 'FAILED'].includes(reply.body.status) && reply.body;
    },
    120,
  );
}

/** A video that plays. */
export async function newVideo(scope: Scope, user: User, fields = {}): Promise<any> {
  const { id } = await uploadFilm(user, await smallFilm(scope), fields);
  const video = await settled(user, id);
  if (video.status !== 'READY') throw new Error(JSON.stringify(video.failure));
  return video;
}
