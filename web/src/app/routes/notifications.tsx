import { SignedIn } from '@/components/layouts/signed-in';
import { AllNotifications } from '@/features/community/components/all-notifications';

export function Component() {
  return <SignedIn>{() => <AllNotifications />}</SignedIn>;
}
