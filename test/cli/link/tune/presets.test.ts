import { TIMEOUTS } from '../../../../contracts/settings/timeouts.ts';
import { deadlinesOf } from '../../../../cli/link/tune/deadlines.ts';
import { otherPreset } from '../../../../cli/link/tune/other-preset.ts';
import { measured } from './the-routes.ts';

describe('otherPreset', () => {
  it('says when tight would do, cold starts included', () => {
    expect(otherPreset(measured(1, [500, 1059]), 'shipped')).toEqual([
      expect.stringContaining("559 ms at most, cold starts included: timeouts: 'tight'"),
    ]);
    expect(otherPreset(measured(1, [500, 1061]), 'shipped')).toEqual([]);
    // An event may take longer than an answer there.
    expect(otherPreset(measured(1, [500], { event: [100, 1200] }), 'shipped')).toHaveLength(1);
  });

  it('says when tight is too tight', () => {
    expect(otherPreset(measured(1, [5, 600]), 'tight')).toEqual([
      expect.stringContaining("Set timeouts: 'shipped'"),
    ]);
    expect(otherPreset(measured(1, [5, 500]), 'tight')).toEqual([]);
  });
});

describe('deadlinesOf', () => {
  it('takes each region’s own preset', () => {
    const found = deadlinesOf(
      { Region: 'one', TimeoutsName: 'tight' },
      { Region: 'two', TimeoutsName: 'shipped' },
      'distribution',
    );
    expect(found).toEqual({
      name: 'tight',
      first: TIMEOUTS.tight,
      fallback: TIMEOUTS.shipped,
      fallbackBy: 'distribution',
    });
  });

  it('refuses a preset that the settings do not know', () => {
    expect(() =>
      deadlinesOf(
        { Region: 'one', TimeoutsName: 'shipped' },
        { Region: 'two', TimeoutsName: 'toString' },
        'distribution',
      ),
    ).toThrow(
      'Expected TimeoutsName of two in the outputs to be one of shipped, tight, guarded, found "toString". Deploy it again.',
    );
  });
});
