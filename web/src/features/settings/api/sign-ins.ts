import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';

import { api } from '@/lib/api';
import type { SignIn, SignInList } from '@/lib/api-types';

export const signInsKey = ['sign-ins'];

/** Where the person is signed in. */
export const signInsQuery = (page: number) =>
  queryOptions({
    queryKey: [...signInsKey, page],
    queryFn: ({ signal }) => api.get<SignInList>(`/auth/sessions?page=${page}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0, // Who looks here wants to know how it is now.
  });

/** Gone from the list at once; back again if the server refuses. */
async function hide(queries: QueryClient, gone: (signIn: SignIn) => boolean) {
  await queries.cancelQueries({ queryKey: signInsKey });
  const before = queries.getQueriesData<SignInList>({ queryKey: signInsKey });
  queries.setQueriesData<SignInList>(
    { queryKey: signInsKey },
    (list) => list && { ...list, data: list.data.filter((each) => !gone(each)) },
  );
  return () => before.forEach(([key, list]) => queries.setQueryData(key, list));
}

export function useEndSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/auth/sessions/${id}`),
    onMutate: (id) => hide(queries, (each) => each.id === id),
    onError: (_problem, _id, restore) => restore?.(),
    onSettled: () => queries.invalidateQueries({ queryKey: signInsKey }),
  });
}

export function useEndOtherSignIns() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/auth/sessions'),
    onMutate: () => hide(queries, (each) => !each.current),
    onError: (_problem, _nothing, restore) => restore?.(),
    onSettled: () => queries.invalidateQueries({ queryKey: signInsKey }),
  });
}
