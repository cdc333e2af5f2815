import { useMutation, useQueryClient } from '@tanstack/react-query';

/** An act of the staff; every list that may show what it changed is asked for again. */
export function useAct<In, Out>(act: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all(
        ['admin', 'categories', 'documents'].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}
