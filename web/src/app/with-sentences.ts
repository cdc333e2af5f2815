import type { RouteObject } from 'react-router';

import { loadSentences } from '@/lib/i18n';

/** Pages whose code is loaded when they are gone to have their sentences with it. */
export const withSentences = (routes: readonly RouteObject[]): RouteObject[] =>
  routes.map((route) => {
    const { lazy, children } = route;
    return {
      ...route,
      ...(typeof lazy === 'function' && {
        lazy: async () => (await Promise.all([lazy(), loadSentences()]))[0],
      }),
      ...(children && { children: withSentences(children) }),
    } as RouteObject;
  });
