import { editDistance } from './edit-distance.ts';

/** What was probably meant: the name with the fewest differing letters, where these are few. */
export function nearest(found: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, distance: editDistance(found, name, 1) }))
    .toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(1, Math.floor(found.length / 3))
    ? best.name
    : undefined;
}
