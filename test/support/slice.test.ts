import { readSlice } from './slice.ts';

const ALL = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

it('is all where none is named', () => {
  expect(readSlice(undefined).of(ALL)).toEqual(ALL);
  expect(readSlice(undefined).count(100_000)).toBe(100_000);
});

it.each([1, 2, 3, 4, 7, 8])('of %d parts, each is in one', (parts) => {
  const slices = Array.from({ length: parts }, (_, part) => readSlice(`${part + 1}/${parts}`).of(ALL));
  expect(slices.flat().toSorted()).toEqual(ALL);
});

it.each([1, 2, 3, 9])('of a list of %d, each part has some, and all of them are in one', (length) => {
  const all = Array.from({ length }, (_, index) => index);
  for (const parts of [1, 2, 3, 4, 8]) {
    const chosen = Array.from({ length: parts }, (_, part) => readSlice(`${part + 1}/${parts}`).some(all));
    expect(chosen.every((some) => some.length > 0)).toBe(true);
    expect([...new Set(chosen.flat())].toSorted((a, b) => a - b)).toEqual(all);
  }
});

it('sends as many of what has no list', () => {
  expect(readSlice('3/4').count(100_000)).toBe(25_000);
  expect(readSlice('3/3').count(100)).toBe(34);
});

it.each(['', '0/4', '5/4', '1', '1/0', '-1/4', '1.5/4', 'all', '1/9'])('refuses "%s"', (text) => {
  expect(() => readSlice(text)).toThrow(
    `LONG_SLICE: expected a part of at most 8, such as 2/4, found ${text}`,
  );
});
