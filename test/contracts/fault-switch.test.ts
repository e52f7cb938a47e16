import { parseFaultSwitch } from '../../contracts/fault-switch.ts';

const UNTIL_MS = 1_767_268_800_000;

describe('the fault switch', () => {
  it.each(['hang', 'crash', 'error'])('says "%s", and until when', (fault) => {
    const found = parseFaultSwitch(JSON.stringify({ fault, untilMs: UNTIL_MS }));
    expect(found).toEqual({ fault, untilMs: UNTIL_MS, delayMs: 0 });
  });

  it('says how slow', () => {
    const slow = { fault: 'slow', untilMs: UNTIL_MS, delayMs: 700 };
    expect(parseFaultSwitch(JSON.stringify(slow))).toEqual(slow);
  });

  const ok = { fault: 'slow', untilMs: UNTIL_MS, delayMs: 700 };
  it.each<[string, unknown, string]>([
    [
      'no fault',
      { ...ok, fault: undefined },
      'FAULT_SWITCH.fault: expected hang, crash, error, slow, found nothing',
    ],
    [
      'a fault of its own',
      { ...ok, fault: 'melt' },
      'FAULT_SWITCH.fault: expected hang, crash, error, slow, found "melt"',
    ],
    ['no end', { ...ok, untilMs: undefined }, 'FAULT_SWITCH.untilMs'],
    ['an end as a date', { ...ok, untilMs: '2026-01-01T12:00:00Z' }, 'FAULT_SWITCH.untilMs'],
    ['an end at no time', { ...ok, untilMs: null }, 'FAULT_SWITCH.untilMs'],
    ['no delay', { ...ok, delayMs: undefined }, 'FAULT_SWITCH.delayMs'],
    ['a delay before it', { ...ok, delayMs: -1 }, 'FAULT_SWITCH.delayMs'],
    [
      'a delay of what is not slow',
      { ...ok, fault: 'hang' },
      'FAULT_SWITCH.delayMs: expected none with hang',
    ],
    ['a member of its own', { ...ok, route: 'answer' }, 'FAULT_SWITCH.route: expected no such member'],
    ['an array', [ok], 'FAULT_SWITCH: expected an object'],
    ['null', null, 'FAULT_SWITCH: expected an object, found null'],
  ])('is refused with %s', (_case, value, message) => {
    expect(() => parseFaultSwitch(JSON.stringify(value))).toThrow(message);
  });

  it('is refused where it is no JSON, which is not quoted', () => {
    expect(() => parseFaultSwitch('{hang}')).toThrow(
      'FAULT_SWITCH: expected JSON, found text that is not JSON.',
    );
  });
});
