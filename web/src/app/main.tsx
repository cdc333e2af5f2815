import './styles/base.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';

import { makeQueryClient } from '@/lib/query-client';
import { session } from '@/lib/session';

import { Providers } from './providers';
import { makeRouter } from './router';

const queries = makeQueryClient();
const router = makeRouter(queries);
void session.restore();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers queries={queries}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
