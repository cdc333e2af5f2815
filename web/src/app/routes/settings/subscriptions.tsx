import { SignedIn } from '@/components/layouts/signed-in';
import { MySubscriptions } from '@/features/subscriptions/components/my-subscriptions';

export function Component() {
  return (
    <SignedIn>
      {() => (
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 py-4 sm:px-6 md:py-8">
          <MySubscriptions />
        </div>
      )}
    </SignedIn>
  );
}
