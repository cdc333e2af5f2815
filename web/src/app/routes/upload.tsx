import { SignedIn } from '@/components/layouts/signed-in';
import { UploadPage } from '@/features/upload/components/upload-page';
import { VideoForm } from '@/features/video/components/video-form';

export function Component() {
  return (
    <SignedIn>
      {(user) => <UploadPage user={user} details={(video) => <VideoForm video={video} />} />}
    </SignedIn>
  );
}
