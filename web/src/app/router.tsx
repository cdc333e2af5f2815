import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, redirect, type RouteObject } from 'react-router';

import { CrashPage } from './routes/crash';
import { Home, preloadHome } from './routes/home';
import { NotFound } from './routes/not-found';
import { Root } from './routes/root';
import { withSentences } from './with-sentences';

/** The pages. What the first page does not need is loaded when it is gone to. */
export const makeRoutes = (queries: QueryClient): RouteObject[] => [
  {
    path: '/',
    element: <Root />,
    errorElement: <CrashPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <CrashPage />,
        children: [
          { index: true, element: <Home />, loader: () => preloadHome(queries) },
          { path: 'register', lazy: () => import('./routes/register') },
          { path: 'sign-in', lazy: () => import('./routes/sign-in') },
          { path: 'forgot-password', lazy: () => import('./routes/forgot-password') },
          { path: 'reset-password', lazy: () => import('./routes/reset-password') },
          { path: 'verify-email', lazy: () => import('./routes/verify-email') },
          { path: 'setup', lazy: () => import('./routes/setup') },
          {
            path: 'settings',
            lazy: () => import('./routes/settings/layout'),
            children: [
              { index: true, loader: () => redirect('/settings/profile') },
              { path: 'profile', lazy: () => import('./routes/settings/profile') },
              { path: 'security', lazy: () => import('./routes/settings/security') },
              { path: 'tokens', lazy: () => import('./routes/settings/tokens') },
              {
                path: 'subscriptions',
                lazy: () => import('./routes/settings/subscriptions'),
              },
              { path: 'account', lazy: () => import('./routes/settings/account') },
            ],
          },
          {
            path: 'studio',
            lazy: () => import('./routes/studio/layout'),
            children: [
              { index: true, lazy: () => import('./routes/studio/live') },
              { path: 'streams', lazy: () => import('./routes/studio/streams') },
              { path: 'videos', lazy: () => import('./routes/studio/videos') },
              { path: 'channel', lazy: () => import('./routes/studio/channel') },
              { path: 'chat', lazy: () => import('./routes/studio/chat') },
              { path: 'moderation', lazy: () => import('./routes/studio/moderation') },
              { path: 'emotes', lazy: () => import('./routes/studio/emotes') },
              { path: 'statistics', lazy: () => import('./routes/studio/statistics') },
              { path: 'subscribers', lazy: () => import('./routes/studio/subscribers') },
            ],
          },
          { path: 'docs/:slug', lazy: () => import('./routes/document') },
          { path: 'upload', lazy: () => import('./routes/upload') },
          {
            path: 'library',
            lazy: () => import('./routes/library/layout'),
            children: [
              { index: true, lazy: () => import('./routes/library/my-videos') },
              { path: 'history', lazy: () => import('./routes/library/history') },
            ],
          },
          { path: 'video/:id', lazy: () => import('./routes/video') },
          { path: 'video/:id/edit', lazy: () => import('./routes/video-edit') },
          { path: 'notifications', lazy: () => import('./routes/notifications') },
          { path: 'search', lazy: () => import('./routes/search') },
          {
            path: 'subscribe/development',
            lazy: () => import('./routes/subscribe-development'),
          },
          {
            path: 'admin',
            lazy: () => import('./routes/admin/layout'),
            children: [
              { path: 'users', lazy: () => import('./routes/admin/users') },
              { path: 'streams', lazy: () => import('./routes/admin/streams') },
              { path: 'reports', lazy: () => import('./routes/admin/reports') },
              { path: 'categories', lazy: () => import('./routes/admin/categories') },
              { path: 'documents', lazy: () => import('./routes/admin/documents') },
              { path: 'audit', lazy: () => import('./routes/admin/audit') },
              { path: 'invites', lazy: () => import('./routes/admin/invites') },
              { path: 'jobs', lazy: () => import('./routes/admin/jobs') },
              { path: 'storage', lazy: () => import('./routes/admin/storage') },
              { path: 'documents/:slug', lazy: () => import('./routes/admin/document') },
            ],
          },
          { path: 'watch/:id', lazy: () => import('./routes/watch') },
          { path: 'api/docs', lazy: () => import('./routes/api-docs') },
          { path: ':at', lazy: () => import('./routes/channel') },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
];

export const makeRouter = (queries: QueryClient) =>
  createBrowserRouter(withSentences(makeRoutes(queries)));
