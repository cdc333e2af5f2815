import { useParams } from 'react-router';

import { StreamView } from '@/features/watch/components/stream-view';

export function Component() {
  const { id = '' } = useParams();
  return <StreamView key={id} id={id} />;
}
