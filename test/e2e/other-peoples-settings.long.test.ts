import { SLICE } from '../support/slice.ts';
import { type Person, itHoldsWith } from './other-peoples-settings.ts';

const PEOPLE: readonly Person[] = ['no-greeting', 'announces'];

for (const person of SLICE.some(PEOPLE)) itHoldsWith(person);
