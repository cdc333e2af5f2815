import { MySubscriptions } from '@/features/subscriptions/components/my-subscriptions';

export function Component() {
  return <MySubscriptions />;
}
