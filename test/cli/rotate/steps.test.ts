import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import { abort, finish, retire, stage } from '../../../cli/rotate/steps.ts';
import type { Step } from '../../../cli/rotate/steps.ts';

const held = (current: string | null, next: string | null = null, previous: string | null = null) => ({
  current,
  next,
  previous,
});
const after = (step: Step): SecretsByName | string => (step.kind === 'change' ? step.after : step.kind);

describe('stage', () => {
  it.each<[string, SecretsByName, SecretsByName | string]>([
    ['accepts the new one too', held('c'), held('c', 'new')],
    ['makes it current where none is', held(null), held('new')],
    ['leaves alone what has it staged', held('c', 'new'), 'nothing'],
    ['leaves alone what has it staged and the one before', held('c', 'new', 'p'), 'nothing'],
    ['leaves alone what has it', held('new', null, 'p'), 'nothing'],
    ['refuses a second one', held('c', 'other'), 'refused'],
    ['refuses a second one where none is current', held(null, 'other'), 'refused'],
    ['refuses while the one before is accepted', held('c', null, 'p'), 'refused'],
    ['refuses the one before', held('c', null, 'new'), 'refused'],
  ])('%s', (_case, before, expected) => {
    expect(after(stage(before, 'new'))).toEqual(expected);
  });
});

it('says of the one before that it is no new one', () => {
  expect(stage(held('c', null, 'new'), 'new')).toMatchObject({
    why: expect.stringContaining('Take a new one'),
  });
});

describe('finish', () => {
  it.each<[string, SecretsByName, SecretsByName | string]>([
    ['promotes, and keeps what was current', held('c', 'n'), held('n', null, 'c')],
    ['promotes where none was current', held(null, 'n'), held('n')],
    ['keeps one of two equal ones', held('n', 'n'), held('n')],
    ['does nothing without a staged one', held('c', null, 'p'), 'nothing'],
    ['refuses to lose the one before', held('c', 'n', 'p'), 'refused'],
    ['loses nothing of three where two are equal', held('c', 'n', 'c'), held('n', null, 'c')],
  ])('%s', (_case, before, expected) => {
    expect(after(finish(before))).toEqual(expected);
  });
});

describe('abort', () => {
  it.each<[string, SecretsByName, SecretsByName | string]>([
    ['removes the staged secret', held('c', 'n', 'p'), held('c', null, 'p')],
    ['does nothing without one', held('c', null, 'p'), 'nothing'],
    ['keeps the only one', held(null, 'n'), 'refused'],
  ])('%s', (_case, before, expected) => {
    expect(after(abort(before))).toEqual(expected);
  });
});

describe('retire', () => {
  it.each<[string, SecretsByName, SecretsByName | string]>([
    ['removes the previous secret', held('c', null, 'p'), held('c')],
    ['and nothing else', held('c', 'n', 'p'), held('c', 'n')],
    ['does nothing without one', held('c', 'n'), 'nothing'],
    ['keeps the only one', held(null, null, 'p'), 'refused'],
  ])('%s', (_case, before, expected) => {
    expect(after(retire(before))).toEqual(expected);
  });
});

it('names secrets by what they hash to', () => {
  const steps = [
    stage(held('c'), 'new'),
    stage(held(null), 'new'),
    stage(held('c', 'new'), 'other'),
    finish(held('c', 'new')),
    abort(held('c', 'new')),
    retire(held('c', null, 'new')),
  ];
  for (const step of steps) {
    const text = step.kind === 'change' ? step.does : step.why;
    // printf new | sha256sum
    expect(text).toContain('11507a0e');
    expect(text).not.toContain(' new');
  }
});
