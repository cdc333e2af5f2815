import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { Instance } from './api-types';

export const instanceQuery = () =>
  queryOptions({
    queryKey: ['instance'],
    queryFn: ({ signal }) => api.get<Instance>('/instance', { signal }),
    staleTime: Infinity,
  });
