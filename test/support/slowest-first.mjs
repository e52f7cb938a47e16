// The order of the test files. Jest knows how long each one took the last time on this machine; a new checkout, such as the gate's,
// knows nothing, and goes by their sizes: a file that waits for minutes would begin when all others have ended.
import Sequencer from '@jest/test-sequencer';
import { SLOWEST } from './slowest-files.ts';

const placeOf = ({ path }) => {
  const place = SLOWEST.findIndex((file) => path.replaceAll('\\', '/').endsWith(`/${file}`));
  return place === -1 ? SLOWEST.length : place;
};

export default class SlowestFirst extends Sequencer.default {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
