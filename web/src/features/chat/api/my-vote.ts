import { api } from '@/lib/api';
import type { RoomPoll } from '@/lib/api-types';

/** The poll that is open in a room, and the place of what I have voted for. */
export const myVote = (streamId: string) => api.get<RoomPoll>(`/chat/${streamId}/poll`);
