import { useParams } from 'react-router';

import { SignedIn } from '@/components/layouts/signed-in';
import { VideoEdit } from '@/features/video/components/video-edit';

export function Component() {
  const { id = '' } = useParams();
  return <SignedIn>{(user) => <VideoEdit key={id} id={id} user={user} />}</SignedIn>;
}
