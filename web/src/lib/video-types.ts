import type { Category, Meta, Visibility } from './api-types';

// Until the description has them: as docs/videos.md says.
export type VideoStatus = 'UPLOADING' | 'PROCESSING' | 'READY' | 'FAILED';
export type JobStatus = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED';
export type JobKind = 'probe' | 'repackage' | 'transcode' | 'thumbnail' | 'delete';

export interface VideoFailure {
  code: string;
  message: string;
}

export interface Job {
  id: string;
  videoId: string;
  title: string;
  kind: JobKind;
  status: JobStatus;
  progress: number;
  /** In the queue, from 1; 0 when it is not in it. */
  position: number;
  attempts: number;
  failure: VideoFailure | null;
  doing: JobKind | null;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
  userId?: string;
  hindrance?: string;
  worker?: string;
  notBefore?: string | null;
}

export interface VideoPlayback {
  hls: string | null;
  dash: string | null;
  mp4: string | null;
}

export interface Video {
  id: string;
  userId: string;
  channelId: string;
  title: string;
  description: string;
  visibility: Visibility;
  status: VideoStatus;
  progress: number;
  failure: VideoFailure | null;
  duration: number;
  width: number;
  height: number;
  sizeBytes: number;
  thumbnailUrl: string | null;
  viewCount: number;
  categories: Category[];
  tags: string[];
  playback: VideoPlayback;
  owner: { username: string; displayName: string; avatarUrl: string | null };
  channel: { handle: string; title: string };
  createdAt: string;
  updatedAt: string;
  /** Where who asks left it, in seconds. */
  position?: number;
  /** For its owner, while it is PROCESSING. */
  job?: Job;
}

export interface VideoList {
  data: Video[];
  meta: Meta;
}

export interface VideoStream {
  url: string;
  hls: string;
  mp4: string;
  expiresAt: string | null;
}

export interface ShareLink {
  id: string;
  /** Told once: when it is made. */
  url?: string | null;
  expiresAt: string | null;
  hasPassword: boolean;
  opened: number;
  createdAt: string;
}

export interface Watched {
  video: Video;
  position: number;
  isFinished: boolean;
  watchedAt: string;
}

export interface HistoryList {
  data: Watched[];
  meta: Meta;
}

export interface SharedVideo {
  video: Video;
  /** When it is READY. */
  playback?: VideoStream;
}

export interface JobList {
  data: Job[];
  meta: Meta;
}

export interface Stored {
  bytes: number;
  videos: number;
  sourceBytes: number;
  mediaBytes: number;
  uploads: number;
  uploadBytes: number;
}

export interface StoredOfUser extends Stored {
  userId: string;
  username: string;
}

export interface ServerStorage extends Stored {
  pictures: number;
  pictureBytes: number;
  freeBytes: number | null;
  users: StoredOfUser[];
}

export interface VideoChange {
  title?: string;
  description?: string;
  visibility?: Visibility;
  categories?: string[];
  tags?: string[];
  channelId?: string;
}

/** How much I may upload. */
export interface Storage {
  usedBytes: number;
  quotaBytes: number;
  sizeMaxBytes: number;
}
