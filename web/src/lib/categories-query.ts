import { queryOptions } from '@tanstack/react-query';

import { api } from './api';
import type { CategoryList } from './api-types';

/** All categories in the order of their names. */
export const categoriesQuery = () =>
  queryOptions({
    queryKey: ['categories'],
    queryFn: async ({ signal }) =>
      (await api.get<CategoryList>('/categories?limit=100', { signal })).data,
    staleTime: 300_000,
  });
