import { render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';

import { Providers } from '@/app/providers';
import { makeRoutes } from '@/app/router';
import type { User } from '@/lib/api-types';
import { makeQueryClient } from '@/lib/query-client';
import { session } from '@/lib/session';

import { ada } from './fake-api';

/** The whole app at one address, as a visitor or as Ada. */
export function renderPage(
  path: string,
  { signedIn = false, role = 'user' }: { signedIn?: boolean; role?: User['role'] } = {},
) {
  if (signedIn) session.begin({ token: 'token', user: { ...ada, role }, expiresIn: 3600 });
  else session.end();
  const queries = makeQueryClient();
  const router = createMemoryRouter(makeRoutes(queries), { initialEntries: [path] });
  render(
    <Providers queries={queries}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return router;
}
