import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api } from '@/lib/api';

const limit = '20';

/** A page of one of the staff's lists; filters that are empty are left out. */
export const listQuery = <List>(
  path: string,
  page: number,
  filters: Readonly<Record<string, string>> = {},
) => {
  const asked = new URLSearchParams({ page: String(page), limit });
  for (const [name, value] of Object.entries(filters)) if (value !== '') asked.set(name, value);
  return queryOptions({
    queryKey: ['admin', path, asked.toString()],
    queryFn: ({ signal }) => api.get<List>(`${path}?${asked.toString()}`, { signal }),
    placeholderData: keepPreviousData,
  });
};
