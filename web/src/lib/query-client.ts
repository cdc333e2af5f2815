import { QueryClient } from '@tanstack/react-query';

import { Problem } from './problem';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Problem;
  }
}

const attemptsMax = 3;

/** A refusal stays one however often it is asked for; what may pass is asked for again. */
const mayPass = (problem: Problem): boolean => problem.status === 0 || problem.status >= 500;

export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (failures, problem) => mayPass(problem) && failures < attemptsMax - 1,
        networkMode: 'always', // The server may well be on this very machine, whatever the browser thinks.
      },
      mutations: { networkMode: 'always' },
    },
  });
