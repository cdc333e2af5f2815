import { useNavigate, useSearchParams } from 'react-router';

import { SignedIn } from '@/components/layouts/signed-in';
import { DevelopmentPayment } from '@/features/subscriptions/components/development-payment';

export function Component() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return (
    <SignedIn>
      {() => (
        <DevelopmentPayment
          session={search.get('session') ?? ''}
          onDone={({ streamer }, action) => {
            const outcome = action === 'pay' ? 'success' : 'canceled';
            void navigate(`/@${streamer.username.toLowerCase()}?subscription=${outcome}`);
          }}
        />
      )}
    </SignedIn>
  );
}
