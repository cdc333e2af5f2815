import { useSearchParams } from 'react-router';

/** The page of a list, kept in the address. */
export function usePage(): [number, (page: number) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get('page'));
  const page = Number.isInteger(asked) && asked > 0 ? asked : 1;
  const setPage = (next: number) =>
    setSearch((old) => {
      old.set('page', String(next));
      return old;
    });
  return [page, setPage];
}
