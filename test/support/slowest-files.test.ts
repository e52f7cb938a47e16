import { existsSync } from 'node:fs';
import { SLOWEST } from './slowest-files.ts';

it.each(SLOWEST)('%s, which is to begin early, is a test', (file) => {
  expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
});
