import { PROFILES } from '../../../simulator/profiles.ts';
import { calibrated } from './support/calibrated.ts';

it.each(PROFILES.slice(0, 1).map((p) => [p.name, p] as const))('%s', async (_n, profile) => {
  const { file, stdout, stderr, before, after } = await calibrated(profile);
  console.log(stdout, stderr);
  console.log(JSON.stringify(file, null, 1));
  expect(after).toEqual(before);
});
