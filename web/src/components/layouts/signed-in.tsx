import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';

import type { User } from '@/lib/api-types';
import { useSession } from '@/lib/session';

/** For who is signed in; anybody else is asked to, and comes back. */
export function SignedIn({ children }: { children: (user: User) => ReactNode }) {
  const state = useSession();
  const { pathname, search } = useLocation();
  if (state.status === 'unknown') return null;
  if (state.status === 'signed-out') {
    const next = new URLSearchParams({ next: pathname + search }).toString();
    return <Navigate to={`/sign-in?${next}`} replace />;
  }
  return children(state.user);
}
