import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactNode } from 'react';

import type { Stream } from '@/lib/api-types';
import { playbackQuery } from '@/lib/playback-query';
import type { Problem } from '@/lib/problem';
import { useSession } from '@/lib/session';

import { LiveVideo } from './live-video';

interface Props {
  stream: Stream;
  /** What stands there for who may not watch, or cannot be told where. */
  refused: (problem: Problem, retry: () => void) => ReactNode;
  onTrouble?: () => void;
  preview?: boolean;
}

/** A stream that is on air, for who may watch it. */
export function StreamVideo({ stream, refused, ...rest }: Props) {
  const session = useSession();
  const queries = useQueryClient();
  const viewerId = session.status === 'signed-in' ? session.user.id : null;
  const wanted = playbackQuery(stream, viewerId);
  const { data, error, refetch } = useQuery({
    ...wanted,
    enabled: session.status !== 'unknown',
  });

  const latest = useRef(wanted);
  useEffect(() => {
    latest.current = wanted;
  });

  // A right that has ended while somebody watches is told too; an outage is not: the picture may go on.
  if (error !== null && (data === undefined || isRefusal(error))) {
    return refused(error, () => void refetch());
  }
  if (data === undefined) return null;
  return (
    <LiveVideo
      key={wanted.queryKey.join()}
      title={stream.title}
      sources={data}
      renew={() => queries.query({ ...latest.current, staleTime: 0, retry: false })}
      publisherAway={stream.status === 'reconnecting'}
      {...rest}
    />
  );
}

const isRefusal = ({ status }: Problem): boolean => [401, 403, 404].includes(status);
