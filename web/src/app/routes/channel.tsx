import { useParams } from 'react-router';

import { ChannelView } from '@/features/watch/components/channel-view';

import { NotFound } from './not-found';

/** /@handle. The router knows only whole segments, so what does not begin with @ ends here as well. */
export function Component() {
  const { at = '' } = useParams();
  if (!at.startsWith('@') || at === '@') return <NotFound />;
  return <ChannelView key={at} handle={at.slice(1)} />;
}
