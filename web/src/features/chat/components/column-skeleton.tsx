import { places, type Place } from './places';

/** Stands where the chat will be while its code is loaded. */
export function ColumnSkeleton({ place }: { place: Place }) {
  return <div aria-hidden className={`bg-raised ${places[place]}`} />;
}
